/** What the build is at: one line that rewrites itself on a terminal, a line now and then elsewhere. */
import type { Progress } from '@blog-build/core'
import { widthOf } from './visible.js'

/** A stream to write to, such as `process.stderr`. */
export interface Screen {
  write(text: string): unknown
  isTTY?: boolean
  columns?: number
}

/** Shows progress until it is cleared; may be shown again afterwards. */
export interface ProgressLine {
  show(progress: Progress): void
  /** Removes the line, so that other text can be written. */
  clear(): void
}

const words: Record<Progress['phase'], string> = { load: 'Loading', build: 'Building', write: 'Writing' }
const frequent = 80
const seldom = 5000

/** @param now Milliseconds of a clock that never goes back. */
export function progressLine(screen: Screen, now: () => number): ProgressLine {
  return screen.isTTY ? rewritten(screen, now) : plain(screen, now)
}

function rewritten(screen: Screen, now: () => number): ProgressLine {
  let shown = false
  let last = Number.NEGATIVE_INFINITY
  const clear = () => {
    if (shown) screen.write('\r\u001b[2K')
    shown = false
  }
  return {
    show(progress) {
      const time = now()
      if (time - last < frequent) return
      last = time
      clear()
      screen.write(fitted(lineOf(progress), (screen.columns || 80) - 1))
      shown = true
    },
    clear,
  }
}

/** In a log: nothing for short builds, then a line every five seconds. */
function plain(screen: Screen, now: () => number): ProgressLine {
  let last = now()
  return {
    show(progress) {
      const time = now()
      if (time - last < seldom) return
      last = time
      screen.write(`${lineOf(progress)}\n`)
    },
    clear() {},
  }
}

/** A total of 0 is one that is not known yet. */
function lineOf({ phase, done, total }: Progress): string {
  if (done === 0) return `${words[phase]} …`
  return total > 0 ? `${words[phase]} ${done} of ${total} …` : `${words[phase]} ${done} …`
}

/** A full line would wrap, and what wraps can't be cleared. */
function fitted(text: string, width: number): string {
  return widthOf(text) <= width ? text : text.slice(0, Math.max(0, width))
}
