/** What is shown of a document. */
import { type Definition, defineService, type EmitContext } from '@blog-build/core/plugin'
import type { IndexedPage } from '../format/entry.js'
import { dayOf } from './day.js'
import type { Document, ListPage } from './document.js'

/** Who wrote an entry, as the plugin `authors` tells it, where there is one. */
export const authorship = defineService<{ author(name: string): { name: string } }>('authors')

/** A context of those that name authors. */
export type Asking = EmitContext<Definition & { requires: typeof authorship.optional; tasks: object }>

/** @returns Nothing if the document is gone. */
export async function toPage(
  context: Asking,
  { key, permalink, page }: Document,
): Promise<IndexedPage | undefined> {
  return page ? ofList(context, permalink, page) : ofEntry(context, key, permalink)
}

/** Of a list, its title is found, and what its cards say. */
async function ofList(
  context: Asking,
  permalink: string,
  { title, description, term }: ListPage,
): Promise<IndexedPage> {
  return {
    url: await context.url(permalink),
    title,
    collection: '',
    ...(description === undefined ? {} : { summary: description }),
    tags: [],
    authors: [],
    sections: term ? await cardsOf(context, term) : [],
  }
}

/** Entries whose cards are looked at: about those of its first page. */
const cards = 20

/** Each for itself: no phrase stands in two of them, and lists that are found by the same card show the same of it. */
async function cardsOf(
  context: Asking,
  { field, name, collection }: NonNullable<ListPage['term']>,
): Promise<IndexedPage['sections']> {
  const entries = await context.entries({
    where: { [field]: name },
    fields: [],
    limit: cards,
    ...(collection === undefined ? {} : { collection }),
  })
  return entries.map(({ title, summary }) => {
    const text = summary === undefined ? `${title}.` : `${title}. ${summary}`
    return { anchor: '', heading: '', text, code: '' }
  })
}

async function ofEntry(context: Asking, id: string, permalink: string): Promise<IndexedPage | undefined> {
  const entry = await context.entry(id)
  if (!entry || entry.unlisted) return undefined
  const { title, collection, date, summary, tags } = entry
  const [locale, url, sections, authors] = await Promise.all([
    context.config('language'),
    entry.url ?? context.url(permalink),
    sectionsOf(context, id, title),
    Promise.all(entry.authors.map((name) => nameOf(context, name))),
  ])
  return {
    url,
    title,
    collection,
    ...(date === undefined ? {} : { date, day: dayOf(date, locale) }),
    ...(summary === undefined ? {} : { summary }),
    tags,
    authors,
    sections,
  }
}

/** A first heading that does not say the title is shown, and is in no section. */
async function sectionsOf(context: Asking, id: string, title: string): Promise<IndexedPage['sections']> {
  const [sections, { heading }] = await Promise.all([context.sections(id), context.outline(id)])
  if (heading === undefined || heading === title) return sections
  if (sections.some((section) => section.heading === heading)) return sections
  return [{ anchor: '', heading, text: '', code: '' }, ...sections]
}

/** What an author is called on pages. */
export async function nameOf(context: Asking, name: string): Promise<string> {
  const known = await context.use(authorship.optional)?.author(name)
  return known?.name ?? (await context.entry(`authors/${name}`))?.title ?? name
}
