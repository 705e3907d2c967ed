/** What is shown of a page that was found: the part that tells most, and the sections to go to. */
import type { IndexedPage } from '../format/entry.js'
import type { Word } from '../terms/word.js'
import type { Marked, SectionHit } from './found.js'
import type { Passage } from './passages.js'
import { type Seen, toMarked } from './seen.js'
import * as tuning from './tuning.js'

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
  const found = words.filter((word) => telling.seen(word) !== undefined)
  let best = { stretch: { start: 0, end: 0 }, worth: 0 }
  for (const [at, { start }] of found.entries()) {
    const seen = new Set<number | undefined>()
    let worth = 0
    // An excerpt has room for so many words only.
    for (let next = at; (found[next]?.end ?? Number.POSITIVE_INFINITY) - start <= tuning.excerpt; next++) {
      const word = found[next] as Word
      const number = telling.seen(word)
      if (!seen.has(number)) worth += telling.rarities[number as number] as number
      seen.add(number)
      if (worth > best.worth) best = { stretch: { start, end: word.end }, worth }
    }
  }
  return best
}

/** As much round a stretch as an excerpt has room for, from the beginning of a word to the end of one. */
function cut({ text, words }: Passage, seen: Seen, { start, end }: Stretch): Marked {
  // A little of what comes before helps to understand; at the end of a text, what is left goes before.
  const before = Math.floor((tuning.excerpt - (end - start)) / 4)
  const least = Math.min(start - before, text.length - tuning.excerpt)
  const from = least > 0 ? Math.min(start, words.find((word) => word.start >= least)?.start ?? start) : 0
  const most = from + tuning.excerpt
  const inside = words.filter((word) => word.end <= most).pop()?.end ?? 0
  const to = most < text.length ? Math.max(inside, end) : text.length
  const dots = { text: '…', isMatch: false }
  const pieces = toMarked(text, words, seen, { start: from, end: to })
  return [...(from > 0 ? [dots] : []), ...pieces, ...(to < text.length ? [dots] : [])]
}

/** An anchor as part of an address: all but plain letters in `%`. Half a character is no part of any. */
function addressed(anchor: string): string {
  return encodeURIComponent(anchor.replace(/\p{Surrogate}/gu, '\ufffd'))
}
