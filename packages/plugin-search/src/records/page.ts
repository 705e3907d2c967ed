/** What is shown of a document. */
import { type Definition, defineService, type EmitContext, type EntryView } from '@blog-build/core/plugin'
import type { IndexedPage } from '../format/entry.js'
import { dayOf } from './day.js'
import type { Document, ListPage } from './document.js'
import type { FilterEntry } from './record.js'

/** Who wrote an entry, as the plugin `authors` tells it, where there is one. */
export const authorship = defineService<{ author(name: string): { name: string } }>('authors')

/** A context of those that name authors. */
export type Asking = EmitContext<Definition & { requires: typeof authorship.optional; tasks: object }>

/** A document as it was asked for: what is shown of it, what it is filtered by, and what it says of its language. */
export interface Source {
  page: IndexedPage
  filters: FilterEntry[]
  language?: string
}

/** @param fields By which it can be filtered. @returns Nothing if the document is gone. */
export async function toSource(
  context: Asking,
  { key, permalink, page }: Document,
  fields: readonly string[],
): Promise<Source | undefined> {
  return page ? ofList(context, permalink, page) : ofEntry(context, key, permalink, fields)
}

/** Of a list, its title is found, and what its cards say. */
async function ofList(
  context: Asking,
  permalink: string,
  { title, description, term }: ListPage,
): Promise<Source> {
  return {
    page: {
      url: await context.url(permalink),
      title,
      collection: '',
      ...(description === undefined ? {} : { summary: description }),
      tags: [],
      authors: [],
      sections: term ? [{ anchor: '', heading: '', text: await cardsOf(context, term), code: '' }] : [],
    },
    filters: [],
  }
}

/** Entries whose cards are looked at: about those of its first page. */
const cards = 20

async function cardsOf(
  context: Asking,
  { field, name, collection }: NonNullable<ListPage['term']>,
): Promise<string> {
  const entries = await context.entries({
    where: { [field]: name },
    fields: [],
    limit: cards,
    ...(collection === undefined ? {} : { collection }),
  })
  return entries
    .map(({ title, summary }) => (summary === undefined ? `${title}.` : `${title}. ${summary}`))
    .join(' ')
}

async function ofEntry(
  context: Asking,
  id: string,
  permalink: string,
  fields: readonly string[],
): Promise<Source | undefined> {
  const entry = await context.entry(id)
  if (!entry || entry.unlisted) return undefined
  const { title, collection, date, summary, tags, data } = entry
  const [locale, url, sections, authors] = await Promise.all([
    context.config('language'),
    entry.url ?? context.url(permalink),
    sectionsOf(context, id, title),
    Promise.all(entry.authors.map((name) => nameOf(context, name))),
  ])
  const language = [data.language, data.lang].find((one) => typeof one === 'string')
  return {
    page: {
      url,
      title,
      collection,
      ...(date === undefined ? {} : { date, day: dayOf(date, locale) }),
      ...(summary === undefined ? {} : { summary }),
      tags,
      authors,
      sections,
    },
    filters: await toFilters(context, entry, fields, authors),
    ...(language === undefined ? {} : { language }),
  }
}

/** A first heading that does not say the title is shown, and is in no section. */
async function sectionsOf(context: Asking, id: string, title: string): Promise<IndexedPage['sections']> {
  const [sections, { heading }] = await Promise.all([context.sections(id), context.outline(id)])
  if (heading === undefined || heading === title) return sections
  if (sections.some((section) => section.heading === heading)) return sections
  return [{ anchor: '', heading, text: '', code: '' }, ...sections]
}

async function nameOf(context: Asking, name: string): Promise<string> {
  const known = await context.use(authorship.optional)?.author(name)
  return known?.name ?? (await context.entry(`authors/${name}`))?.title ?? name
}

async function toFilters(
  context: Asking,
  entry: EntryView,
  fields: readonly string[],
  authors: readonly string[],
): Promise<FilterEntry[]> {
  const found = fields.map(async (field): Promise<FilterEntry[]> => {
    if (field === 'year') return entry.date === undefined ? [] : [[field, entry.date.slice(0, 4)]]
    if (field === 'authors')
      return entry.authors.map((name, at) => toFilter(field, name, authors[at] ?? name))
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
  const given = [entry.data[field] ?? entry[field as keyof EntryView]]
    .flat()
    .map((one) => referredBy(one) ?? one)
  const plain = given.filter((one) => typeof one === 'string' || typeof one === 'number')
  return [...new Set(plain.map(String))]
}

function referredBy(value: unknown): unknown {
  const isReference = typeof value === 'object' && value !== null && '$reference' in value && 'id' in value
  return isReference ? value.id : undefined
}

/** Lists of terms are lines with tabs. */
function toFilter(field: string, value: string, label: string): FilterEntry {
  const plain = value.replace(/\s+/g, ' ')
  return label === value ? [field, plain] : [field, plain, label]
}
