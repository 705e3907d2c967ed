/** Which entries have what: how all are compared without a look at each pair. */
import type { Evidence } from './likeness.js'
import type { Profile } from './profile.js'

/** An entry as it is compared. */
export interface Compared {
  id: string
  profile: Profile
  /** Ids of entries that link to it. */
  linkedFrom: string[]
}

/** Finds what entries have in common. */
export interface Postings {
  /** Calls back with each entry that has anything in common with one, in the order of their places. */
  inCommon(place: number, found: (other: number, evidence: Evidence) => void): void
}

/** Entries that have a thing, by their places, and how much of it. */
interface Posting {
  places: number[]
  weights: number[]
}

/** @param all Who they are is their place in this list. */
export function toPostings(all: readonly Compared[]): Postings {
  const lists = toLists(all)
  const columns = createColumns(all.length)
  const { product, words, bits, series, linksHere, linksThere } = columns
  const each = (name: string, note: (other: number, weight: number) => void) => {
    const { places = [], weights = [] } = lists.get(name) ?? {}
    for (let at = 0; at < places.length; at++) note(places[at] as number, weights[at] as number)
  }
  const add = (column: Uint16Array, other: number, amount: number) => {
    column[other] = (column[other] as number) + amount
  }
  return {
    inCommon(place, found) {
      const { id, profile } = all[place] as Compared
      for (const column of Object.values(columns)) column.fill(0)
      for (const [word, own] of profile.words) {
        each(nameOf.word(word), (other, weight) => {
          add(product, other, own * weight)
          add(words, other, 1)
        })
      }
      for (const [field, term, say] of profile.terms)
        each(nameOf.term(field, term), (other) => add(bits, other, say))
      for (const name of profile.series) each(nameOf.series(name), (other) => add(series, other, 1))
      each(nameOf.linksTo(id), (other) => add(linksHere, other, 1))
      each(nameOf.linkedFrom(id), (other) => add(linksThere, other, 1))
      for (let other = 0; other < all.length; other++) {
        const evidence = other === place ? undefined : evidenceIn(columns, other)
        if (evidence) found(other, evidence)
      }
    },
  }
}

/** What one entry has in common with each, by place. */
type Columns = Record<
  'product' | 'words' | 'bits' | 'series' | 'linksHere' | 'linksThere',
  Uint16Array<ArrayBuffer>
>

function createColumns(length: number): Columns {
  const column = () => new Uint16Array(length)
  return {
    product: column(),
    words: column(),
    bits: column(),
    series: column(),
    linksHere: column(),
    linksThere: column(),
  }
}

function evidenceIn(columns: Columns, at: number): Evidence | undefined {
  const { product, words, bits, series, linksHere, linksThere } = columns
  if (!(product[at] || bits[at] || series[at] || linksHere[at] || linksThere[at])) return undefined
  return {
    product: product[at] as number,
    words: words[at] as number,
    bits: bits[at] as number,
    isOfSeries: series[at] !== 0,
    linksHere: linksHere[at] !== 0,
    linksThere: linksThere[at] !== 0,
  }
}

function toLists(all: readonly Compared[]): Map<string, Posting> {
  const lists = new Map<string, Posting>()
  const places = new Map(all.map(({ id }, place) => [id, place]))
  const post = (name: string, place: number, weight = 1) => {
    const list = lists.get(name) ?? { places: [], weights: [] }
    list.places.push(place)
    list.weights.push(weight)
    lists.set(name, list)
  }
  for (const [place, { id, profile, linkedFrom }] of all.entries()) {
    for (const [word, weight] of profile.words) post(nameOf.word(word), place, weight)
    for (const [field, term] of profile.terms) post(nameOf.term(field, term), place)
    for (const series of profile.series) post(nameOf.series(series), place)
    for (const from of linkedFrom) {
      const other = places.get(from)
      if (other === undefined) continue
      post(nameOf.linksTo(id), other)
      post(nameOf.linkedFrom(from), place)
    }
  }
  return lists
}

/** Names of what entries can have. Each has a letter and a space in front, so that none is that of another. */
const nameOf = {
  word: (word: string) => `w ${word}`,
  term: (field: string, term: string) => `t ${field} ${term}`,
  series: (series: string) => `s ${series}`,
  linksTo: (id: string) => `l ${id}`,
  linkedFrom: (id: string) => `f ${id}`,
}
