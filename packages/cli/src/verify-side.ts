/**
 * One side of `blog-build verify`, in a process of its own: passes on what the command asks to a thread with the site,
 * so that code which loops there can be ended and named. Ends with the command.
 */

import { openSiteThread, type SiteThread } from './session/site-thread.js'
import { ThreadFailed } from './session/thread-failure.js'
import type { Answer, Question } from './side-process.js'

let thread: SiteThread | undefined

process.on('message', (question: Question) => void answer(question))
process.on('disconnect', () => process.exit(0))

async function answer(question: Question): Promise<void> {
  const { id } = question
  try {
    say({ id, value: await reply(question) })
  } catch (error) {
    if (!(error instanceof ThreadFailed)) throw error
    say({ id, failure: error.failure })
  }
}

async function reply({ ask, given }: Question): Promise<unknown> {
  if (ask === 'open') {
    const [{ site, ...side }, timeout] = given
    thread = openSiteThread({
      site,
      side,
      timeout,
      onProgress: ({ done }) => say({ progress: done }),
      onPrint: (stream, text) => void process[stream].write(text),
    })
    return undefined
  }
  if (!thread) throw new Error('The side was asked before it was opened.')
  return await thread.ask('side', { method: ask, given })
}

function say(answer: Answer): void {
  process.send?.(answer)
}
