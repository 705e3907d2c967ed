/** Which entries have what: how candidates are found without a look at all pairs. */
import type { Evidence } from './likeness.js'
import type { Profile } from './profile.js'

/** An entry that has something: its id, its day (`''` if it has no date), and how much. */
export type Posting = [id: string, day: string, weight: number]

/** Entries by what they have. */
export type Bin = Record<string, Posting[]>

/** An entry as the index takes it in. */
export interface Indexed {
  id: string
  day: string
  profile: Profile
  /** Ids of entries that link to it. */
  linkedFrom: string[]
}

/** What speaks for a candidate. */
export type Found = Evidence & { day: string }

/**
 * What entries have is spread over bins. Whoever asks for a bin is told of other things in it too, so there are
 * many; and they stand on shelves, so that a change need not be looked for in each of them.
 */
const [shelves, binsOnShelf] = [32, 32]

/** Puts what all entries have into bins, by shelf. */
export function toShelves(all: readonly Indexed[]): Bin[][] {
  const made = Array.from({ length: shelves }, () => Array.from({ length: binsOnShelf }, (): Bin => ({})))
  const days = new Map(all.map(({ id, day }) => [id, day]))
  const post = (name: string, ...posting: Posting) => {
    const { shelf, place } = placeOf(binOf(name))
    const bin = made[shelf]?.[place] as Bin
    if (Object.hasOwn(bin, name)) (bin[name] as Posting[]).push(posting)
    else bin[name] = [posting]
  }
  for (const { id, day, profile, linkedFrom } of all) {
    for (const [word, weight] of profile.words) post(nameOf.word(word), id, day, weight)
    for (const [field, term, bits] of profile.terms) post(nameOf.term(field, term), id, day, bits)
    for (const series of profile.series) post(nameOf.series(series), id, day, 1)
    for (const from of linkedFrom) {
      const fromDay = days.get(from)
      if (fromDay === undefined) continue
      post(nameOf.linksTo(id), from, fromDay, 1)
      post(nameOf.linkedFrom(from), id, day, 1)
    }
  }
  return made
}

/** Where a bin stands. */
export function placeOf(bin: number): { shelf: number; place: number } {
  return { shelf: Math.floor(bin / binsOnShelf), place: bin % binsOnShelf }
}

/** The bins in which an entry finds others, in ascending order. */
export function binsFor(id: string, { words, terms, series }: Profile): number[] {
  const names = [
    nameOf.linksTo(id),
    nameOf.linkedFrom(id),
    ...words.map(([word]) => nameOf.word(word)),
    ...terms.map(([field, term]) => nameOf.term(field, term)),
    ...series.map(nameOf.series),
  ]
  return [...new Set(names.map(binOf))].sort((a, b) => a - b)
}

/** All who have something in common with an entry. @param asked The bins of `binsFor`, by number. */
export function findIn(
  asked: ReadonlyMap<number, Bin>,
  id: string,
  { words, terms, series }: Profile,
): Map<string, Found> {
  const found = new Map<string, Found>()
  const each = (name: string, note: (one: Found, weight: number) => void) => {
    const bin = asked.get(binOf(name)) ?? {}
    for (const [other, day, weight] of Object.hasOwn(bin, name) ? (bin[name] as Posting[]) : []) {
      if (other === id) continue
      const one = found.get(other) ?? { day, ...nothing }
      found.set(other, one)
      note(one, weight)
    }
  }
  for (const [word, own] of words) {
    each(nameOf.word(word), (one, weight) => {
      one.product += own * weight
    })
  }
  for (const [field, term, bits] of terms) {
    each(nameOf.term(field, term), (one) => {
      one.bits += bits
    })
  }
  for (const name of series) {
    each(nameOf.series(name), (one) => {
      one.isOfSeries = true
    })
  }
  each(nameOf.linksTo(id), (one) => {
    one.linksHere = true
  })
  each(nameOf.linkedFrom(id), (one) => {
    one.linksThere = true
  })
  return found
}

/** Names of what entries can have. Each has a letter and a space in front, so that none is that of another. */
const nameOf = {
  word: (word: string) => `w ${word}`,
  term: (field: string, term: string) => `t ${field} ${term}`,
  series: (series: string) => `s ${series}`,
  linksTo: (id: string) => `l ${id}`,
  linkedFrom: (id: string) => `f ${id}`,
}

const nothing: Evidence = { product: 0, bits: 0, isOfSeries: false, linksHere: false, linksThere: false }

/** FNV-1a of 32 bits, which spreads short texts well. */
function binOf(name: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < name.length; at++) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193)
  return (hash >>> 0) % (shelves * binsOnShelf)
}
