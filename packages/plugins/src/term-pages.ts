/** Pages of terms: one for each term of a field, and one with all of them. */
import type { Page, PageContext, PluginMessage, Term } from '@blog-build/core/plugin'
import * as z from 'zod/mini'
import { within } from './collection.js'
import { termsShareSlug } from './messages/terms.js'
import { collections, folderAddress, layoutName, words } from './options.js'

/** The terms of a field, and where their pages are. */
export interface TermList {
  field: string
  /** Address of the page of all terms; those of the terms lie under it. */
  base: string
  layout: string
  indexLayout: string
  title?: string
  collection?: string | string[]
}

/** Terms by the address of their page. The first of several is the one whose page it is. */
export type TermsByAddress = ReadonlyMap<string, readonly [Term, ...Term[]]>

/** Options that all such plugins have. */
export const termListShape = () => ({
  base: z.optional(folderAddress()),
  layout: z.optional(layoutName()),
  indexLayout: z.optional(layoutName()),
  title: z.optional(words()),
  collection: z.optional(collections()),
})

/** Terms keep their order, most used first; names that differ may make one address. */
export async function termsByAddress(
  context: PageContext,
  { field, base, collection }: TermList,
): Promise<TermsByAddress> {
  const groups = new Map<string, [Term, ...Term[]]>()
  for (const term of await context.terms(field, collection)) {
    const address = `${base}${term.slug}/`
    const group = groups.get(address)
    if (group) group.push(term)
    else groups.set(address, [term])
  }
  return groups
}

/** Params of all pages of a list: by them layouts and feeds know whose pages they are. */
export function paramsOf({ field, base, collection }: TermList, term?: Term): Page['params'] {
  const own = term ? { term: term.name, slug: term.slug } : {}
  return { field, ...own, base, ...within(collection) }
}

/** The page with all terms. */
export function indexPage(list: TermList, navigation: string): Page {
  const { base, indexLayout, title } = list
  return {
    permalink: base,
    layout: indexLayout,
    params: paramsOf(list),
    ...(title === undefined ? {} : { title }),
    navigation: title ?? navigation,
  }
}

/** A warning for each address that several names make; it points at an entry with a name that gets no page. */
export async function sharedAddresses(
  context: PageContext,
  { field, collection }: TermList,
  groups: TermsByAddress,
): Promise<PluginMessage[]> {
  const messages: PluginMessage[] = []
  for (const [address, terms] of groups) {
    const [, second] = terms
    if (!second) continue
    const query = { where: { [field]: second.name }, fields: [], limit: 1, ...within(collection) }
    const [example] = await context.entries(query)
    const names = terms.map(({ name }) => name)
    messages.push(termsShareSlug(field, names, address, example?.path))
  }
  return messages
}
