/** Documents that lie beside each other, put together. */
import { drawerOf } from '../format/drawer.js'
import type { Document } from './document.js'
import { hashOf } from './hash.js'
import { createGathering, eachListed, type ListedTerm, toList } from './listed-term.js'
import { idText } from './posting.js'
import type { FilterEntry, Record } from './record.js'

/** What a group has. */
export interface Group {
  /** Its terms with their postings, by drawer; see `listed-term.ts`. */
  drawers: string[]
  /** Words of its documents. */
  length: number
  /** Id and day of each document that has a date. */
  days: [id: string, day: number][]
  /** Values by which its documents can be filtered, each once, sorted, with how many documents have it. */
  filters: CountedFilter[]
  /** Hash of what is shown of its documents. */
  pages: string
}

/** A value of a field, and how many documents have it. */
export interface CountedFilter {
  filter: FilterEntry
  count: number
}

/** A document and its record. */
export interface Member {
  document: Document
  record: Record
}

/** @param members By rising id. */
export function toGroup(members: readonly Member[], drawers: number): Group {
  const gathering = createGathering()
  const days: Group['days'] = []
  const filters = new Map<string, CountedFilter>()
  for (const { document, record } of members) {
    const id = idText(document.id)
    eachListed(record.terms, (term, forms, impact) => {
      gathering.add(term, forms, id + impact)
    })
    if (record.day !== undefined) days.push([document.id, record.day])
    for (const filter of record.filters) {
      const key = filter.slice(0, 2).join('=')
      filters.set(key, { filter, count: (filters.get(key)?.count ?? 0) + 1 })
    }
  }
  return {
    drawers: inDrawers(gathering.terms(), drawers).map(toList),
    length: members.reduce((sum, { record }) => sum + record.length, 0),
    days,
    filters: [...filters].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, filter]) => filter),
    pages: hashOf(members.map(({ record }) => record.page).join()),
  }
}

function inDrawers(terms: readonly ListedTerm[], drawers: number): ListedTerm[][] {
  const lists = Array.from({ length: drawers }, (): ListedTerm[] => [])
  for (const term of terms) lists[drawerOf(term.term, drawers)]?.push(term)
  return lists
}
