/** What is shown of a page that was found: the part that tells most, and the sections to go to. */
import type { IndexedPage } from '../format/entry.js'
import type { Marked, SectionHit } from './found.js'
import type { SeenPassage } from './passages.js'
import { numbersIn, toMarked } from './seen.js'
import { sum } from './sum.js'
import * as tuning from './tuning.js'

/**
 * The stretch with the most telling words of the query, of the summary before all others; without any, the beginning.
 *
 * @param rarities By word of the query, how much it tells.
 */
export function excerptOf(passages: readonly SeenPassage[], rarities: readonly number[]): Marked {
  const texts = passages.filter(({ kind, text }) => kind !== 'title' && kind !== 'heading' && text.trim())
  let best = { passage: texts[0], start: 0, end: 0, worth: 0 }
  for (const passage of texts) {
    for (const [at, { start }] of passage.seen.entries()) {
      const known = new Set<number>()
      // An excerpt has room for so many words only.
      for (const { number, end } of passage.seen.slice(at, at + tuning.excerpt)) {
        if (end - start > tuning.excerpt) break
        known.add(number)
        const worth = worthOf(known, rarities) * (passage.kind === 'code' ? tuning.code : 1)
        if (worth > best.worth) best = { passage, start, end, worth }
      }
    }
  }
  return best.passage ? cut(best.passage, best.start, best.end) : []
}

/** The sections with the most telling words of the query, the best first. What comes before the first heading is none. */
export function sectionsOf(
  { url, sections }: IndexedPage,
  passages: readonly SeenPassage[],
  rarities: readonly number[],
): SectionHit[] {
  return sections
    .map(({ anchor, heading }, at) => {
      const own = passages.filter(({ section }) => section === at)
      const worths = own.map(
        ({ kind, seen }) => worthOf(numbersIn(seen), rarities) * (kind === 'heading' ? tuning.heading : 1),
      )
      return { anchor, heading, own, worth: sum(worths) }
    })
    .filter(({ anchor, worth }) => anchor && worth > 0)
    .sort((a, b) => b.worth - a.worth)
    .slice(0, tuning.mostSections)
    .map(({ anchor, heading, own }) => {
      const seen = own.find(({ kind }) => kind === 'heading')?.seen ?? []
      return { url: `${url}#${addressed(anchor)}`, heading: toMarked(heading, seen) }
    })
}

/** Each word of the query counts once: a page that repeats one says no more by it. */
function worthOf(numbers: ReadonlySet<number>, rarities: readonly number[]): number {
  return sum([...numbers].map((number) => rarities[number] ?? 0))
}

/** As much round a stretch as an excerpt has room for, from the beginning of a word to the end of one. */
function cut({ text, words, seen }: SeenPassage, start: number, end: number): Marked {
  // A little of what comes before helps to understand; at the end of a text, what is left goes before.
  const before = Math.floor((tuning.excerpt - (end - start)) / 4)
  const least = Math.min(start - before, text.length - tuning.excerpt)
  const from = least > 0 ? (words.find((word) => word.start >= least)?.start ?? 0) : 0
  const most = from + tuning.excerpt
  const inside = words.filter((word) => word.end <= most).pop()?.end ?? 0
  const to = most < text.length ? Math.max(inside, end) : text.length
  const dots = (isCut: boolean) => (isCut ? [{ text: '…', isMatch: false }] : [])
  return [...dots(from > 0), ...toMarked(text, seen, from, to), ...dots(to < text.length)]
}

/** An anchor as part of an address: all but plain letters in `%`. Half a character is no part of any. */
function addressed(anchor: string): string {
  return encodeURIComponent(anchor.toWellFormed())
}
