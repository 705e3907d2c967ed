/** The last line of a terminal, which rewrites itself, and what is written above it for good. */
import type { Screen } from '../progress.js'

/** A line that is always the last one. */
export interface LiveLine {
  /** Text that fits, without line ends; `''` for none. */
  show(text: string): void
  /** Writes whole lines above it. */
  print(text: string): void
}

/** Begin of the line, and clear it. */
const start = '\r\u001b[K'

/** Each change is one write, so that nobody sees the line missing. */
export function createLiveLine(screen: Screen): LiveLine {
  let shown = ''
  return {
    show(text) {
      if (text === shown) return
      screen.write(`${shown === '' ? '' : start}${text}`)
      shown = text
    },
    print(text) {
      if (text === '') return
      const whole = text.endsWith('\n') ? text : `${text}\n`
      screen.write(`${shown === '' ? '' : start}${whole}${shown}`)
    },
  }
}
