/** The Markdown of a site: the processor with all plugins for it, and threads that do the same. */
import type { Pluggable } from 'unified'
import { encode, hashOf } from './engine/codec.js'
import type { Config, MarkdownStep } from './hooks/config.js'
import type { Guard } from './hooks/guard.js'
import type { Plugin } from './hooks/hook.js'
import type { PortablePlugin } from './load/markdown-module.js'
import type { MarkdownPluginOptions } from './load/markdown-plugin.js'
import {
  hashableOptions,
  joined,
  loadMarkdownPlugins,
  type MarkdownPlugins,
} from './load/markdown-plugins.js'
import type { OnStep } from './markdown/plugin-list.js'
import { createMarkdown, type MarkdownOptions } from './markdown/processor.js'
import type { Result } from './model.js'
import type { ContentThreadData } from './pipeline/content-thread.js'
import type { SiteMarkdown } from './pipeline/context.js'
import type { LoadedCode } from './pipeline/inputs.js'
import type { SitePool } from './pipeline/site-pool.js'
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

/** Plugins of the configuration and of hooks, in the order in which they run. */
export interface MarkdownLists {
  remark: MarkdownPlugins
  rehype: MarkdownPlugins
  /** They come after highlighting. */
  lateRehype: MarkdownPlugins
}

/** Loads what the configuration names, and the modules that the hooks of plugins give. */
export async function loadMarkdown(
  { markdown }: Config,
  plugins: readonly { plugin: Plugin }[],
  where: MarkdownPluginOptions,
): Promise<Result<MarkdownLists>> {
  const results: Result<MarkdownPlugins>[] = []
  const load = async (specs: Config['markdown']['remark'], from = where) => {
    const result = await loadMarkdownPlugins(specs, from)
    results.push(result)
    return result.value
  }
  // Functions of hooks are known by the plugin that they belong to.
  const ofHooks = async (some: typeof plugins, hook: 'remark' | 'rehype') => {
    const lists: MarkdownPlugins[] = []
    for (const { plugin } of some) {
      const list = await load(listOf(plugin[hook]), { ...where, configHash: '' })
      lists.push({ ...list, owners: new Map(list.plugins.map((one) => [one, plugin.name])) })
    }
    return lists
  }
  const value: MarkdownLists = {
    remark: joined([await load(markdown.remark), ...(await ofHooks(plugins, 'remark'))]),
    rehype: joined([
      await load(markdown.rehype),
      ...(await ofHooks(
        plugins.filter((one) => !isLate(one)),
        'rehype',
      )),
    ]),
    lateRehype: joined(await ofHooks(plugins.filter(isLate), 'rehype')),
  }
  return { value, messages: results.flatMap(({ messages }) => messages) }
}

/** The Markdown of a site, and the hash of all that its result rests on. */
export function markdownOf(
  { options, config, configHash, onStep, guard }: MarkdownParts,
  plugins: readonly { plugin: Plugin; hash: string }[],
  lists: MarkdownLists,
  pool: SitePool | undefined,
): LoadedCode['markdown'] {
  const { remark, rehype, lateRehype } = lists
  const all = joined([remark, rehype, lateRehype])
  const made: MarkdownOptions = {
    cwd: options.root,
    onStep,
    guard,
    config: config.markdown,
    remark: remark.plugins,
    rehype: rehype.plugins,
    lateRehype: lateRehype.plugins,
    names: all.names,
    owners: all.owners,
    modules: all.modules,
  }
  const value: SiteMarkdown = { ...createMarkdown(made), ...(pool && { pool }) }
  const { gfm, highlight, limits, remarkRehype } = config.markdown
  const hooked = plugins.filter(({ plugin }) => plugin.remark || plugin.rehype)
  const parts = [
    value.identity,
    gfm,
    highlight,
    limits,
    hashableOptions(remarkRehype ?? null, configHash),
    all.hash,
    ...hooked.map(({ hash }) => hash),
  ]
  return { value, hash: hashOf(encode(parts)) }
}

/** Where a plugin gives a function for them, that has been called: see `load/plugins.ts`. */
function listOf(given: Plugin['remark']): MarkdownStep[] {
  return Array.isArray(given) ? given : []
}

/** Whoever wants to come last comes after highlighting too, which no plugin but core does. */
const isLate = ({ plugin }: { plugin: Plugin }): boolean => plugin.order === 'post'

/**
 * What threads need for content: only where each plugin that has a part in it is a module. Any other one may ask its
 * context, or keep state, and functions can't be sent.
 */
export function contentForThreads(
  { options, config: { markdown } }: Pick<MarkdownParts, 'options' | 'config'>,
  { remark, rehype, lateRehype }: MarkdownLists,
): ContentThreadData | undefined {
  const lists = [remark, rehype, lateRehype]
  const isPortable = lists.every(({ plugins, modules }) => plugins.every((plugin) => modules.has(plugin)))
  if (!isPortable || !isPlain(markdown.remarkRehype)) return undefined
  const sent = ({ plugins, modules, owners }: MarkdownPlugins) =>
    plugins.flatMap((plugin: Pluggable): PortablePlugin[] => {
      const module = modules.get(plugin)
      return module ? [{ ...module, owner: owners.get(plugin) }] : []
    })
  return {
    // The lists hold addresses of modules and what no thread can be given; it gets the modules.
    config: { ...markdown, remark: [], rehype: [] },
    cwd: options.root,
    remark: sent(remark),
    rehype: sent(rehype),
    lateRehype: sent(lateRehype),
  }
}

/** Handlers are functions, which can't be sent. */
function isPlain(value: unknown): boolean {
  return typeof hashableOptions(value ?? null, '') === 'string'
}
