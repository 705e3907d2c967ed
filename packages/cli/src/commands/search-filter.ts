/** `--filter` of `blog-build search`: checked against the fields and values that the index has. */
import { nearest } from '@blog-build/core/plugin'
import type { FilterField, FindOptions } from '@blog-build/plugin-search/query'
import type { Problem } from '../search-run.js'

/** A field, and a value that pages must have. */
export type GivenFilter = [field: string, value: string]

/** So many names are told in one message. */
const most = 10

/**
 * What to filter by; values of one field are alternatives, fields are not. A field or value that the index does not have
 * would find nothing, whatever the query.
 */
export function filtersOf(
  given: readonly GivenFilter[],
  fields: readonly FilterField[],
): { filters: NonNullable<FindOptions['filters']> } | { problem: Problem } {
  const filters = new Map<string, string[]>()
  for (const [field, value] of given) {
    const known = fields.find((one) => one.field === field)
    if (!known) return { problem: noField(field, fields) }
    if (!known.values.some((one) => one.value === value)) return { problem: noValue(value, known) }
    filters.set(field, [...(filters.get(field) ?? []), value])
  }
  return { filters: Object.fromEntries(filters) }
}

function noField(name: string, fields: readonly FilterField[]): Problem {
  const text = `There is no field ${quoted(name)} to filter by.`
  const names = fields.map(({ field }) => field)
  const meant = nearest(name, names)
  if (meant !== undefined) return { text, remedy: `Did you mean ${meant}? There are ${listed(names)}.` }
  return {
    text,
    remedy:
      names.length > 0 ? `Filter by one of ${listed(names)}.` : 'Leave the filter out: no page has any.',
  }
}

/** People may know what a value is called only. */
function noValue(name: string, { field, values }: FilterField): Problem {
  const text = `No page has ${quoted(name)} in the field ${field}.`
  const called = new Map(
    values.flatMap(({ value, label }) => [[label, value] as const, [value, value] as const]),
  )
  const meant = called.get(nearest(name, called.keys()) ?? '')
  const remedy =
    meant === undefined
      ? `Use one of ${listed(values.map(({ value }) => value))}.`
      : `Did you mean ${quoted(meant)}?`
  return { text, remedy }
}

function listed(names: readonly string[]): string {
  const more = names.length - most
  const first = names.slice(0, most).join(', ')
  return more > 0
    ? `${first} and ${more} more, all in \`search-index/filters.json\` of the built site`
    : first
}

function quoted(text: string): string {
  return JSON.stringify(text)
}
