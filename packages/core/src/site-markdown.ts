/** The Markdown of a site: the processor with the plugins of its configuration, and threads that do the same. */
import type { Pluggable } from 'unified'
import { buildId } from './build-id.js'
import { encode, hashOf } from './engine/codec.js'
import type { Config } from './hooks/config.js'
import type { Guard } from './hooks/guard.js'
import type { Plugin } from './hooks/hook.js'
import { usefulThreads } from './host/thread-pool.js'
import { hashableOptions, type MarkdownPlugins } from './load/markdown-plugins.js'
import type { OnStep } from './markdown/plugin-list.js'
import { createMarkdown, type MarkdownOptions } from './markdown/processor.js'
import { createContentPool } from './pipeline/content-pool.js'
import type { SiteMarkdown } from './pipeline/context.js'
import type { LoadedCode } from './pipeline/inputs.js'
import type { SiteOptions } from './site-options.js'

/** What the Markdown of a site is made of, beside plugins. */
export interface MarkdownParts {
  options: SiteOptions
  config: Config
  /** Stands for functions among the options of remark-rehype. */
  configHash: string
  onStep: OnStep | undefined
  /** Stands around the plugins. */
  guard: Guard
}

/** The Markdown of a site, and the hash of all that its result rests on. */
export function markdownOf(
  { options, config, configHash, onStep, guard }: MarkdownParts,
  plugins: readonly { plugin: Plugin; hash: string }[],
  remark: MarkdownPlugins,
  rehype: MarkdownPlugins,
): LoadedCode['markdown'] {
  const { root, workers = usefulThreads() } = options
  const hooked = plugins.filter(({ plugin }) => plugin.remark || plugin.rehype)
  const made: MarkdownOptions = {
    cwd: root,
    onStep,
    guard,
    config: config.markdown,
    remark: [...remark.plugins, ...hooked.flatMap(({ plugin }) => listOf(plugin.remark))],
    rehype: [...rehype.plugins, ...hooked.flatMap(({ plugin }) => listOf(plugin.rehype))],
    names: new Map([...remark.names, ...rehype.names]),
  }
  const pool = contentPoolOf(made, workers)
  const value: SiteMarkdown = { ...createMarkdown(made), ...(pool && { pool }) }
  const { gfm, highlight, limits, remarkRehype } = config.markdown
  const parts = [
    value.identity,
    gfm,
    highlight,
    limits,
    hashableOptions(remarkRehype ?? null, configHash),
    remark.hash,
    rehype.hash,
    ...hooked.map(({ hash }) => hash),
  ]
  return { value, hash: hashOf(encode(parts)) }
}

/** Where a plugin gives a function for them, that has been called: see `load/plugins.ts`. */
function listOf(given: Plugin['remark']): Pluggable[] {
  return Array.isArray(given) ? given : []
}

/**
 * Threads for content: only where no plugin has a part in it. A plugin may ask its context, or keep state, and
 * functions can't be sent. Code that was not compiled, as in tests, has no module for a thread to run.
 */
function contentPoolOf({ config, cwd, remark, rehype }: MarkdownOptions, threads: number) {
  if (threads < 1 || remark.length + rehype.length > 0 || buildId === 'source') return undefined
  if (!isPlain(config.remarkRehype)) return undefined
  const file = new URL('./content-thread.js', import.meta.url)
  return createContentPool({ file, threads, data: { config, ...(cwd === undefined ? {} : { cwd }) } })
}

/** Handlers are functions, which can't be sent. */
function isPlain(value: unknown): boolean {
  return typeof hashableOptions(value ?? null, '') === 'string'
}
