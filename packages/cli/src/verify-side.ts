/**
 * One side of `blog-build verify`, in a process of its own: builds, and answers what the command asks over the
 * channel between them. Ends with it.
 */
import { openSide, type Side } from '@blog-build/core'
import { composed } from './compose.js'
import { failureText } from './failure-text.js'
import { watchOver } from './lifetime.js'
import type { Answer, Question } from './side-process.js'

let side: Side | undefined

const lifetime = watchOver(process, (failure) => {
  process.stderr.write(`${failureText(failure, 'build')}\n`)
})

process.on('message', (question: Question) => void answer(question))
process.on('disconnect', () => {
  lifetime.end(0)
  process.exit(0)
})

async function answer(question: Question): Promise<void> {
  // The channel alone must not keep alive what waits for a promise that nothing will settle.
  process.channel?.unref()
  try {
    const value = await reply(question)
    process.send?.({ id: question.id, value } satisfies Answer)
    process.channel?.ref()
  } catch (error) {
    lifetime.fail({ kind: 'thrown', error })
    process.exit()
  }
}

async function reply({ ask, given }: Question): Promise<unknown> {
  if (ask === 'open') {
    const [options] = given
    side = openSide({
      ...options,
      site: composed({ ...options.site, onProgress: tellProgress(), isAlone: true }),
    })
    return undefined
  }
  if (!side) throw new Error('The side was asked before it was opened.')
  return await (side[ask] as (...given: unknown[]) => Promise<unknown>)(...given)
}

const frequent = 100

/** Told now and then, for a line on the screen. */
function tellProgress() {
  let last = performance.now()
  return ({ done }: { done: number }) => {
    if (performance.now() - last < frequent) return
    last = performance.now()
    process.send?.({ progress: done } satisfies Answer)
  }
}
