/** Answers about the whole site: pure functions over the views of its entries. */
import type { EntryId, EntryView, NamedTerm, Query, Term } from '../model.js'
import { instantsIn } from './date.js'
import { slugify } from './slug.js'

/** The entries that a question is about, in an order. */
export interface Scope {
  /** Sorted names of collections. */
  collections: string[]
  /** Field to sort by, `-` before it for descending. */
  sort?: string
}

/** Ids in order, and the place of each. */
export interface Order {
  ids: EntryId[]
  at: Record<EntryId, number>
}

/**
 * Without `sort`: dated entries first, newest first; then by `order`, ascending; then by id.
 * With it: by the field's value, entries that lack it last; then by id.
 */
export function toOrder(views: readonly EntryView[], sort: string | undefined, timeZone: string): Order {
  const compare = sort === undefined ? byDefault(timeZone) : byField(sort, timeZone)
  const ids = views
    .map((view) => ({ key: compare.key(view), id: view.id }))
    .sort((a, b) => compareKeys(a.key, b.key) * compare.direction || compareText(a.id, b.id))
    .map(({ id }) => id)
  return { ids, at: Object.fromEntries(ids.map((id, index) => [id, index])) }
}

/** Value of a list field or a plain one, as text, to the ids that have it, in the order of `views`. */
export function toGroups(views: readonly EntryView[], field: string): Record<string, EntryId[]> {
  const groups = new Map<string, EntryId[]>()
  for (const view of views) {
    for (const value of valuesOf(view, field)) {
      const ids = groups.get(value)
      if (ids) ids.push(view.id)
      else groups.set(value, [view.id])
    }
  }
  return Object.fromEntries([...groups].sort(([a], [b]) => compareText(a, b)))
}

/** The terms of a field: most used first, then by name. */
export function toTerms(groups: Record<string, readonly EntryId[]>): Term[] {
  return Object.entries(groups)
    .map(([name, ids]) => ({ ...toNamedTerm(name), count: ids.length }))
    .sort((a, b) => b.count - a.count || compareText(a.name, b.name))
}

/** A term, whoever has it. */
export function toNamedTerm(name: string): NamedTerm {
  return { name, slug: slugify(name) }
}

/** The ids before and after one: `previous` comes later in the order, as older posts do. */
export function neighboursIn(order: Order, id: EntryId): { previous?: EntryId; next?: EntryId } {
  if (!Object.hasOwn(order.at, id)) return {}
  const at = order.at[id] as number
  const previous = order.ids[at + 1]
  const next = order.ids[at - 1]
  return { ...(previous === undefined ? {} : { previous }), ...(next === undefined ? {} : { next }) }
}

/** The ids that are in every list, in the order of the first. */
export function intersect(first: readonly EntryId[], ...others: readonly (readonly EntryId[])[]): EntryId[] {
  const sets = others.map((ids) => new Set(ids))
  return first.filter((id) => sets.every((set) => set.has(id)))
}

/** The part of a list that a query asks for. */
export function slice<T>(list: readonly T[], { offset = 0, limit }: Pick<Query, 'offset' | 'limit'>): T[] {
  return list.slice(offset, limit === undefined ? undefined : offset + limit)
}

/** The text under which a plain value is grouped; nothing for what can't be. */
export function groupKey(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (value instanceof Date) return value.toISOString()
  // A reference is found by the id of what it refers to.
  if (typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string')
    return value.id
  return undefined
}

function valuesOf(view: EntryView, field: string): string[] {
  const value = fieldOf(view, field)
  const list = Array.isArray(value) ? value : [value]
  const keys = list.map(groupKey).filter((key) => key !== undefined)
  return [...new Set(keys)]
}

/** Fields whose data is as the author wrote it: `2024-01-31 10:00`, or one text with commas. */
const normalised: ReadonlySet<string> = new Set(['date', 'updated', 'tags', 'authors'])

/** A field of the entry: its own data first, then what every entry has. */
function fieldOf(view: EntryView, field: string): unknown {
  if (Object.hasOwn(view.data, field) && !normalised.has(field)) return view.data[field]
  return Object.hasOwn(view, field) ? view[field as keyof EntryView] : undefined
}

type SortKey = readonly (string | number)[]

function byDefault(timeZone: string) {
  const instantOf = instantsIn(timeZone)
  return {
    direction: 1,
    key: (view: EntryView): SortKey =>
      view.date === undefined
        ? [1, 0, view.order ?? Number.MAX_VALUE]
        : [0, -Date.parse(instantOf(view.date)), 0],
  }
}

function byField(sort: string, timeZone: string) {
  const descending = sort.startsWith('-')
  const field = descending ? sort.slice(1) : sort
  const direction = descending ? -1 : 1
  const isDate = field === 'date' || field === 'updated'
  const instantOf = instantsIn(timeZone)
  return {
    direction,
    key: (view: EntryView): SortKey => {
      const value = fieldOf(view, field)
      // Entries without the field come last in both directions.
      if (value === undefined || value === null) return [direction, 0]
      if (isDate && typeof value === 'string') return [0, Date.parse(instantOf(value))]
      return [0, typeof value === 'number' ? value : (groupKey(value) ?? '')]
    },
  }
}

function compareKeys(a: SortKey, b: SortKey): number {
  for (let index = 0; index < a.length; index++) {
    const [left, right] = [a[index] as string | number, b[index] as string | number]
    // Numbers before texts, so that a field of mixed types still has one order.
    if (typeof left !== typeof right) return typeof left === 'number' ? -1 : 1
    if (left !== right) return left < right ? -1 : 1
  }
  return 0
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
