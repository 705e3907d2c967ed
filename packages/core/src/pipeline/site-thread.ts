/** A thread that works for a site: the module that runs in it. */
import { type Commons, watchCommons } from '../hooks/commons.js'
import { prepareRecording, recordReads } from '../host/fs-reads.js'
import { serve } from '../host/thread.js'
import type { MarkdownOptions } from '../markdown/processor.js'
import type { ContentSource } from './content.js'
import { type ContentThreadData, openContent } from './content-thread.js'
import { type FunctionCall, openFunctions, type ThreadFunctions } from './function-thread.js'

/** What all threads are given: plain data, so each loads the modules of plugins by itself. */
export interface SiteThreadData {
  /** Nothing where plugins for Markdown have to run in the main thread. */
  content: ContentThreadData | undefined
  functions: readonly ThreadFunctions[]
  /** Whether code of others is among them, which may do what it should not. */
  isForeign: boolean
}

/** What there is to do. */
export type SiteJob = { content: ContentSource } | { call: FunctionCall }

/** Sees pieces of work of others begin and end. */
type ThreadGuard = NonNullable<MarkdownOptions['guard']>

/** Says nothing of a job during which anything was seen. */
type Watch = (run: () => Promise<unknown>) => Promise<unknown>

serve<SiteThreadData, SiteJob>((data) => {
  if (data.isForeign) prepareRecording()
  const opening = open(data)
  // What can't be opened is told to each job.
  opening.catch(() => {})
  return async (job) => {
    const { convert, compute, watch } = await opening
    return watch(() => ('content' in job ? convert(job.content) : compute(job.call)))
  }
})

async function open({ content, functions, isForeign }: SiteThreadData) {
  // What packages change when they are loaded stays; later changes are seen.
  const [ofContent, ofFunctions] = await Promise.all([openContent(content), openFunctions(functions)])
  const { guard, watch } = isForeign ? watchOver(watchCommons()) : unwatched
  return { convert: ofContent(guard), compute: ofFunctions(guard), watch }
}

const unwatched: { guard: ThreadGuard | undefined; watch: Watch } = {
  guard: undefined,
  watch: (run) => run(),
}

/** Sees what the main thread records or refuses: reads of files and variables, and changes of what all code shares. */
function watchOver(commons: Commons): { guard: ThreadGuard; watch: Watch } {
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
