/** A thread that makes content: the module that runs in it. */
import type { Pluggable } from 'unified'
import { type Commons, watchCommons } from '../hooks/commons.js'
import { prepareRecording, recordReads } from '../host/fs-reads.js'
import { serve } from '../host/thread.js'
import { openPortable, type PortablePlugin } from '../load/markdown-module.js'
import { createMarkdown, type Markdown, type MarkdownOptions } from '../markdown/processor.js'
import type { Content, Result } from '../model.js'
import { type ContentSource, toContent } from './content.js'

/** What all threads are given: plain data, so each loads the modules of plugins by itself. */
export interface ContentThreadData extends Pick<MarkdownOptions, 'config'> {
  cwd: string
  remark: readonly PortablePlugin[]
  rehype: readonly PortablePlugin[]
  lateRehype: readonly PortablePlugin[]
  /** Whether plugins of others are among them, which may do what they should not. */
  isForeign: boolean
}

/** Content as a thread made it; nothing where a plugin did what is to be seen in the main thread. */
export type ThreadContent = (Result<Content | undefined> & { isMatterAsked: boolean }) | undefined

serve<ContentThreadData, ContentSource>((data) => {
  if (data.isForeign) prepareRecording()
  const opening = open(data)
  // What can't be opened is told to each job.
  opening.catch(() => {})
  return async (source): Promise<ThreadContent> => {
    const { markdown, watch } = await opening
    return watch(() => convert(markdown, source))
  }
})

async function convert(markdown: Markdown, source: ContentSource): Promise<ThreadContent> {
  let isMatterAsked = false
  const made = await toContent(markdown, source, undefined, () => {
    isMatterAsked = true
  })
  return { ...made, isMatterAsked }
}

/** Says nothing of a job during which anything was seen. */
type Watch = (run: () => Promise<ThreadContent>) => Promise<ThreadContent>

async function open({ config, cwd, isForeign, ...lists }: ContentThreadData) {
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
  if (!isForeign) return { markdown: createMarkdown(made), watch: ((run) => run()) satisfies Watch }
  const { guard, watch } = watchOver(watchCommons())
  return { markdown: createMarkdown({ ...made, guard }), watch }
}

/** Sees what the main thread records or refuses: reads of files and variables, and changes of what all code shares. */
function watchOver(commons: Commons): { guard: NonNullable<MarkdownOptions['guard']>; watch: Watch } {
  let isSeen = false
  return {
    guard: {
      begin(activity) {
        const leave = commons.begin(activity)
        return () => {
          if (leave(false)) isSeen = true
        }
      },
    },
    async watch(run) {
      isSeen = false
      const made = await recordReads(() => {
        isSeen = true
      }, run)
      return isSeen ? undefined : made
    },
  }
}
