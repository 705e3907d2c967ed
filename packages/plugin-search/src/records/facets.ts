/** What a document can be filtered by, and the language that it says it has. */
import type { EntryView } from '@blog-build/core/plugin'
import type { Document } from './document.js'
import { toTermText } from './listed-term.js'
import { type Asking, nameOf } from './page.js'
import type { FilterEntry } from './record.js'

/** What an entry says of itself besides what is shown of it. */
export interface Facets {
  filters: FilterEntry[]
  /** As it stands there. */
  language?: string
}

/**
 * @param fields By which it can be filtered.
 * @returns Nothing to filter by for a page without an entry.
 */
export async function toFacets(
  context: Asking,
  { key, page }: Document,
  fields: readonly string[],
): Promise<Facets> {
  const entry = page ? undefined : await context.entry(key)
  if (!entry) return { filters: [] }
  const language = [entry.data.language, entry.data.lang].find((one) => typeof one === 'string')
  const filters = await toFilters(context, entry, fields)
  return { filters, ...(language === undefined ? {} : { language }) }
}

async function toFilters(
  context: Asking,
  entry: EntryView,
  fields: readonly string[],
): Promise<FilterEntry[]> {
  const found = fields.map(async (field): Promise<FilterEntry[]> => {
    if (field === 'year') return entry.date === undefined ? [] : [[field, entry.date.slice(0, 4)]]
    if (field === 'authors')
      return Promise.all(
        entry.authors.map(async (name) => toFilter(field, name, await nameOf(context, name))),
      )
    const values = valuesOf(entry, field)
    if (field === 'tags' || field === 'collection')
      return values.map((value) => toFilter(field, value, value))
    return Promise.all(
      values.map(async (value) => toFilter(field, value, (await context.entry(value))?.title ?? value)),
    )
  })
  return (await Promise.all(found)).flat()
}

/** Texts and numbers of a field, each once; of a reference, the id of its entry. */
function valuesOf(entry: EntryView, field: string): string[] {
  const written = entry.data[field]
  // What frontmatter calls a collection is none, and of tags in one text core knows which they are.
  const isOther = field === 'collection' || (field === 'tags' && typeof written === 'string')
  const own = isOther ? undefined : written
  const given = [own ?? entry[field as keyof EntryView]].flat().map((one) => referredBy(one) ?? one)
  const plain = given.filter((one) => typeof one === 'string' || typeof one === 'number')
  return [...new Set(plain.map(String))]
}

function referredBy(value: unknown): unknown {
  const isReference = typeof value === 'object' && value !== null && '$reference' in value && 'id' in value
  return isReference ? value.id : undefined
}

function toFilter(field: string, value: string, label: string): FilterEntry {
  const plain = toTermText(value)
  return label === value ? [field, plain] : [field, plain, label]
}
