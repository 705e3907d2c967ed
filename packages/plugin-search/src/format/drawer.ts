/** In which drawer a term stands. */
import { isPlain } from '../terms/expression.js'

/** Scripts whose words are one or two characters: the first one says enough. */
const dense = /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/u

/**
 * Terms with the same first two letters share a drawer, so that who knows two letters of a word knows where to look: for
 * all that begins so, and for what was misspelt behind them.
 *
 * @param term A term, or the beginning of one.
 * @param drawers How many there are.
 */
export function drawerOf(term: string, drawers: number): number {
  return spread(beginningOf(term)) % drawers
}

/** The part of a term that decides on its drawer. */
export function beginningOf(term: string): string {
  const [first = '', second = ''] = term
  return !isPlain(first) && dense.test(first) ? first : first + second
}

/** A number that spreads texts evenly: FNV-1a over UTF-16 units, 32 bits, as published by Fowler, Noll and Vo. */
export function spread(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0
  }
  return hash
}
