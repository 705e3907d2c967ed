/** Content, as a thread makes it. */
import type { Pluggable } from 'unified'
import { openPortable, type PortablePlugin } from '../load/markdown-module.js'
import { createMarkdown, type Markdown, type MarkdownOptions } from '../markdown/processor.js'
import type { Content, Result } from '../model.js'
import { type ContentSource, toContent } from './content.js'

/** What it takes to make it. */
export interface ContentThreadData extends Pick<MarkdownOptions, 'config'> {
  cwd: string
  remark: readonly PortablePlugin[]
  rehype: readonly PortablePlugin[]
  lateRehype: readonly PortablePlugin[]
}

/** Content as a thread made it; nothing where a plugin did what is to be seen in the main thread. */
export type ThreadContent = (Result<Content | undefined> & { isMatterAsked: boolean }) | undefined

/** Makes the content of a document. */
export type Convert = (source: ContentSource) => Promise<ThreadContent>

/** Loads the plugins. The guard, which is made after that, stands around them. */
export async function openContent(
  data: ContentThreadData | undefined,
): Promise<(guard: MarkdownOptions['guard']) => Convert> {
  if (!data) return () => async () => undefined
  const { config, cwd, ...lists } = data
  const names = new Map<Pluggable, string>()
  const owners = new Map<Pluggable, string>()
  const openAll = async (list: readonly PortablePlugin[]) => {
    const plugins = await Promise.all(list.map(openPortable))
    for (const [at, plugin] of plugins.entries()) {
      const { name = '', owner } = list[at] ?? {}
      names.set(plugin, name)
      if (owner !== undefined) owners.set(plugin, owner)
    }
    return plugins
  }
  const made: MarkdownOptions = {
    config,
    cwd,
    remark: await openAll(lists.remark),
    rehype: await openAll(lists.rehype),
    lateRehype: await openAll(lists.lateRehype),
    names,
    owners,
    modules: { has: () => true },
  }
  return (guard) => {
    const markdown = createMarkdown(guard ? { ...made, guard } : made)
    return (source) => convert(markdown, source)
  }
}

async function convert(markdown: Markdown, source: ContentSource): Promise<ThreadContent> {
  let isMatterAsked = false
  const made = await toContent(markdown, source, undefined, () => {
    isMatterAsked = true
  })
  return { ...made, isMatterAsked }
}
