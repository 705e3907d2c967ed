/** What went wrong, in words of readers, and what they can do. */
import type { SearchWords } from './words.js'

export interface Problem {
  text: string
  /** Whether the page has to be loaded anew; else trying again may help. */
  isReload: boolean
}

/** @param error What a search threw; errors that say why have a `kind`. */
export function toProblem(error: unknown, words: SearchWords): Problem {
  const kind = error instanceof Error && 'kind' in error ? error.kind : undefined
  if (kind === 'version' || kind === 'changed') return { text: words.changed, isReload: true }
  if (kind === 'unreachable') return { text: words.offline, isReload: false }
  return { text: kind === 'missing' ? words.absent : words.broken, isReload: false }
}
