/** What was seen in a file, in the words of a message. */
import type { Place } from '@blog-build/core/plugin'

/** A text in quotes, cut short. */
export function shortened(text: string): string {
  return text.length > 60 ? `${JSON.stringify(text.slice(0, 60))} …` : JSON.stringify(text)
}

/** Line and column; what has none is told by the first row, the header. */
export function pointText(point: Place['start'] | undefined): string {
  return point === undefined ? 'the header' : `${point.line}:${point.column}`
}
