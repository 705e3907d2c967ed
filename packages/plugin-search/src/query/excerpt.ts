/** What is shown of a page that was found: the part that tells most, and the sections to go to. */
import type { IndexedPage } from '../format/entry.js'
import type { Marked, SectionHit } from './found.js'
import type { Passage } from './passages.js'
import { type Seen, toMarked } from './seen.js'
import { sum } from './sum.js'
import * as tuning from './tuning.js'

/** How the words of the query are seen, and how much each tells. */
export interface Telling {
  seen: Seen
  rarities: readonly number[]
}

/** The stretch with the most telling words of the query, of the summary before all others; without any, the beginning. */
export function excerptOf(passages: readonly Passage[], { seen, rarities }: Telling): Marked {
  const texts = passages.filter(({ kind, text }) => kind !== 'title' && kind !== 'heading' && text.trim())
  let best = { passage: texts[0], start: 0, end: 0, worth: 0 }
  for (const passage of texts) {
    const found = passage.words.filter((word) => seen(word) !== undefined)
    for (const [at, { start }] of found.entries()) {
      const known = new Set<number | undefined>()
      // An excerpt has room for so many words only.
      for (const word of found.slice(at, at + tuning.excerpt)) {
        if (word.end - start > tuning.excerpt) break
        known.add(seen(word))
        const worth = worthOf(known, rarities) * (passage.kind === 'code' ? tuning.code : 1)
        if (worth > best.worth) best = { passage, start, end: word.end, worth }
      }
    }
  }
  return best.passage ? cut(best.passage, seen, best.start, best.end) : []
}

/** The sections with the most telling words of the query, the best first. What comes before the first heading is none. */
export function sectionsOf(
  { url, sections }: IndexedPage,
  passages: readonly Passage[],
  { seen, rarities }: Telling,
): SectionHit[] {
  return sections
    .map(({ anchor, heading }, at) => {
      const own = passages.filter(({ section }) => section === at)
      const worths = own.map(
        ({ kind, words }) =>
          worthOf(new Set(words.map(seen)), rarities) * (kind === 'heading' ? tuning.heading : 1),
      )
      return { anchor, heading, own, worth: sum(worths) }
    })
    .filter(({ anchor, worth }) => anchor && worth > 0)
    .sort((a, b) => b.worth - a.worth)
    .slice(0, tuning.mostSections)
    .map(({ anchor, heading, own }) => {
      const words = own.find(({ kind }) => kind === 'heading')?.words ?? []
      return { url: `${url}#${addressed(anchor)}`, heading: toMarked(heading, words, seen) }
    })
}

/** Each word of the query counts once: a page that repeats one says no more by it. */
function worthOf(numbers: ReadonlySet<number | undefined>, rarities: readonly number[]): number {
  return sum([...numbers].map((number) => rarities[number as number] ?? 0))
}

/** As much round a stretch as an excerpt has room for, from the beginning of a word to the end of one. */
function cut({ text, words }: Passage, seen: Seen, start: number, end: number): Marked {
  // A little of what comes before helps to understand; at the end of a text, what is left goes before.
  const before = Math.floor((tuning.excerpt - (end - start)) / 4)
  const least = Math.min(start - before, text.length - tuning.excerpt)
  const from = least > 0 ? (words.find((word) => word.start >= least)?.start ?? 0) : 0
  const most = from + tuning.excerpt
  const inside = words.filter((word) => word.end <= most).pop()?.end ?? 0
  const to = most < text.length ? Math.max(inside, end) : text.length
  const dots = (isCut: boolean) => (isCut ? [{ text: '…', isMatch: false }] : [])
  return [...dots(from > 0), ...toMarked(text, words, seen, from, to), ...dots(to < text.length)]
}

/** An anchor as part of an address: all but plain letters in `%`. Half a character is no part of any. */
function addressed(anchor: string): string {
  return encodeURIComponent(anchor.replace(/\p{Surrogate}/gu, '\ufffd'))
}
