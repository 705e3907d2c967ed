/** What is shown of a page that was found: the part that tells most, and the sections to go to. */
import type { IndexedPage } from '../format/entry.js'
import type { Word } from '../terms/word.js'
import type { Marked, SectionHit } from './found.js'
import type { Passage } from './passages.js'
import { type Seen, toMarked } from './seen.js'
import { tuning } from './tuning.js'

/** How the words of the query are seen, and how much each tells. */
export interface Telling {
  seen: Seen
  rarities: readonly number[]
}

const shown: ReadonlySet<Passage['kind']> = new Set(['summary', 'text', 'code'])

type Stretch = { start: number; end: number }

/** The stretch with the most telling words of the query, of the summary before all others; without any, the beginning. */
export function excerptOf(passages: readonly Passage[], telling: Telling): Marked {
  let best: { passage: Passage; stretch: Stretch; worth: number } | undefined
  for (const passage of passages) {
    if (!shown.has(passage.kind)) continue
    const { stretch, worth } = bestStretch(passage.words, telling)
    const weighed = worth * (passage.kind === 'code' ? tuning.code : 1)
    if (weighed > (best?.worth ?? 0)) best = { passage, stretch, worth: weighed }
  }
  const first = passages.find(({ kind, text }) => shown.has(kind) && text.trim() !== '')
  const { passage = first, stretch = { start: 0, end: 0 } } = best ?? {}
  return passage ? cut(passage, telling.seen, stretch) : []
}

/** The sections with the most telling words of the query, the best first. What comes before the first heading is none. */
export function sectionsOf(page: IndexedPage, passages: readonly Passage[], telling: Telling): SectionHit[] {
  const worths = page.sections.map(() => 0)
  for (const { kind, section, words } of passages) {
    if (section < 0) continue
    const worth = worthOf(new Set(words.map(telling.seen)), telling)
    worths[section] = (worths[section] as number) + worth * (kind === 'heading' ? tuning.heading : 1)
  }
  return [...page.sections.entries()]
    .filter(([at, { anchor }]) => anchor !== '' && (worths[at] as number) > 0)
    .sort(([a], [b]) => (worths[b] as number) - (worths[a] as number) || a - b)
    .slice(0, tuning.mostSections)
    .map(([at, { anchor, heading }]) => {
      const words = passages.find(({ kind, section }) => kind === 'heading' && section === at)?.words ?? []
      return { url: `${page.url}#${addressed(anchor)}`, heading: toMarked(heading, words, telling.seen) }
    })
}

/** Each word of the query counts once: a page that repeats one says no more by it. */
function worthOf(numbers: ReadonlySet<number | undefined>, { rarities }: Telling): number {
  let worth = 0
  for (const number of numbers) if (number !== undefined) worth += rarities[number] as number
  return worth
}

function bestStretch(words: readonly Word[], telling: Telling): { stretch: Stretch; worth: number } {
  const found = words.flatMap((word) => {
    const number = telling.seen(word)
    return number === undefined ? [] : [{ ...word, number }]
  })
  let best = { stretch: { start: 0, end: 0 }, worth: 0 }
  const counts = new Map<number, number>()
  let first = 0
  for (const { number, end } of found) {
    counts.set(number, (counts.get(number) ?? 0) + 1)
    while (end - (found[first]?.start ?? end) > tuning.excerpt) {
      const left = found[first++] as { number: number }
      const count = (counts.get(left.number) ?? 0) - 1
      if (count > 0) counts.set(left.number, count)
      else counts.delete(left.number)
    }
    const worth = worthOf(new Set(counts.keys()), telling)
    if (worth > best.worth) best = { stretch: { start: found[first]?.start ?? end, end }, worth }
  }
  return best
}

/** As much round a stretch as an excerpt has room for; no word is cut. */
function cut({ text, words }: Passage, seen: Seen, { start, end }: Stretch): Marked {
  const room = Math.max(tuning.excerpt - (end - start), 0)
  // A little of what comes before helps to understand; at the end of a text, what is left goes before.
  const least = Math.max(Math.min(start - Math.floor(room / 4), text.length - tuning.excerpt), 0)
  const from = Math.min(borderFrom(text, words, least), start)
  const to = Math.max(borderTo(text, words, Math.min(from + tuning.excerpt, text.length)), end)
  const pieces = toMarked(text, words, seen, { start: from, end: to })
  const dots = { text: '…', isMatch: false }
  return [...(from > 0 ? [dots] : []), ...pieces, ...(to < text.length ? [dots] : [])]
}

/** The first border of a word at or behind a position. */
function borderFrom(text: string, words: readonly Word[], at: number): number {
  if (at === 0) return 0
  const next = words.find(({ start }) => start >= at)
  return next ? next.start : wholeFrom(text, at)
}

/** The last border of a word at or before a position. */
function borderTo(text: string, words: readonly Word[], at: number): number {
  if (at === text.length) return at
  let last = 0
  for (const { end } of words) if (end <= at) last = Math.max(last, end)
  return last || wholeFrom(text, at)
}

/** Never between the halves of a character. */
function wholeFrom(text: string, at: number): number {
  const code = text.charCodeAt(at)
  return code >= 0xdc00 && code <= 0xdfff ? at - 1 : at
}

/** An anchor as part of an address: all but plain letters in `%`. Half a character is no part of any. */
function addressed(anchor: string): string {
  return encodeURIComponent(anchor.replace(/\p{Surrogate}/gu, '\ufffd'))
}
