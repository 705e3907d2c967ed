import {
  definePlugin,
  type EmitContext,
  type Page,
  type PageContext,
  type PluginMessage,
  type Term,
} from '@blog-build/core/plugin'
import * as z from 'zod/mini'
import { termsShareSlug } from './messages.js'
import {
  collections,
  folderAddress,
  isFolderAddress,
  layoutName,
  optionsOf,
  optionsSchema,
  type Refusal,
  wholeNumber,
  words,
} from './options.js'
import { paginate } from './pagination.js'
import { groupBySlug } from './slug-groups.js'
import { version } from './version.js'

/** One way of grouping entries. */
export interface TaxonomyOptions {
  /** Field of the entries, a list or a single value. @default the taxonomy's name */
  field?: string
  /** Address of the list of all terms; those of the terms lie under it. @default the name, as `/tags/` */
  base?: string
  /** Layout of a term's pages. @default 'term' */
  layout?: string
  /** Layout of the list of all terms. @default 'terms' */
  indexLayout?: string
  /** Title of the list of all terms. @default none: the layout says it */
  title?: string
  /** Whose entries count. @default the collections that appear in feeds */
  collection?: string | string[]
}

/** Options of `taxonomies`. */
export interface TaxonomiesOptions {
  /** By name. @default { tags: {} } */
  taxonomies?: Record<string, TaxonomyOptions>
  /** Entries on one page of a term. @default the site's `perPage` */
  perPage?: number
}

const defaults = { taxonomies: { tags: {} } as Record<string, TaxonomyOptions> }

const taxonomyDefaults = { layout: 'term', indexLayout: 'terms' }

const taxonomy = () =>
  optionsOf({
    field: z.optional(words()),
    base: z.optional(folderAddress()),
    layout: z.optional(layoutName()),
    indexLayout: z.optional(layoutName()),
    title: z.optional(words()),
    collection: z.optional(collections()),
  })

const schema = optionsSchema<TaxonomiesOptions, typeof defaults>(
  defaults,
  () =>
    optionsOf({
      taxonomies: z.optional(z.record(z.string(), taxonomy(), 'an object of taxonomies by name')),
      perPage: z.optional(wholeNumber(10_000)),
    }),
  refusalOf,
)

type Settings = TaxonomiesOptions & typeof defaults

type Taxonomy = TaxonomyOptions & typeof taxonomyDefaults & { field: string; base: string }

/**
 * A page for every term of a field, such as `/tags/erlang/`, and one with all terms, `/tags/`.
 * A taxonomy of which there are no terms has no pages.
 *
 * ```ts
 * plugins: [taxonomies({ taxonomies: { tags: {}, topics: { collection: 'articles' } } })]
 * ```
 *
 * Terms whose names differ but make the same address, as `Erlang` and `erlang` do, share one page: that
 * of the name used most. A warning, `terms-share-slug`, names them.
 */
export const taxonomies = (options: TaxonomiesOptions = {}) =>
  definePlugin({
    name: 'taxonomies',
    version,
    options: { schema, given: options },
    pages: (context) => planPages(context, context.options),
    check: (context) => checkTerms(context, toTaxonomies(context.options)),
  })

async function planPages(context: PageContext, settings: Settings): Promise<Page[]> {
  const perPage = settings.perPage ?? (await context.config('perPage'))
  const planned = await Promise.all(
    toTaxonomies(settings).map(async (one) => {
      const bySlug = groupBySlug(await termsOf(context, one))
      const leading = [...bySlug.values()].flatMap(([first]) => (first ? [first] : []))
      if (leading.length === 0) return []
      return [indexPage(one), ...leading.flatMap((term) => termPages(one, term, perPage))]
    }),
  )
  return planned.flat()
}

function indexPage({ field, base, collection, indexLayout, title }: Taxonomy): Page {
  return {
    permalink: base,
    layout: indexLayout,
    params: { field, base, ...(collection === undefined ? {} : { collection }) },
    ...(title === undefined ? {} : { title }),
    navigation: title ?? field.charAt(0).toUpperCase() + field.slice(1),
  }
}

function termPages(
  { field, base, collection, layout }: Taxonomy,
  { name, slug, count }: Term,
  perPage: number,
) {
  const own = { field, term: name, slug, base, ...(collection === undefined ? {} : { collection }) }
  return paginate(`${base}${slug}/`, count, perPage).map(
    ({ permalink, params }): Page => ({ permalink, layout, params: { ...own, ...params }, title: name }),
  )
}

async function checkTerms(context: EmitContext, all: readonly Taxonomy[]): Promise<PluginMessage[]> {
  const messages: PluginMessage[] = []
  for (const one of all) {
    const { field, base, collection } = one
    for (const [slug, terms] of groupBySlug(await termsOf(context, one))) {
      const [, second] = terms
      if (!second) continue
      const query = { where: { [field]: second.name }, fields: [], limit: 1 }
      const [example] = await context.entries(collection === undefined ? query : { ...query, collection })
      const names = terms.map(({ name }) => name)
      messages.push(termsShareSlug(field, names, `${base}${slug}/`, example?.path))
    }
  }
  return messages
}

function termsOf(context: PageContext, { field, collection }: Taxonomy): Promise<Term[]> {
  return collection === undefined ? context.terms(field) : context.terms(field, collection)
}

function toTaxonomies({ taxonomies: byName }: Settings): Taxonomy[] {
  return Object.entries(byName).map(([name, own]) => {
    const given = Object.entries(own).filter(([, value]) => value !== undefined)
    return { ...taxonomyDefaults, field: name, base: `/${name}/`, ...Object.fromEntries(given) }
  })
}

/** A name that is no address, or two taxonomies of one address. */
function refusalOf(settings: Settings): Refusal | undefined {
  const seen = new Map<string, string>()
  const names = Object.keys(settings.taxonomies)
  for (const [at, { base }] of toTaxonomies(settings).entries()) {
    const name = names[at] ?? ''
    const path = ['taxonomies', name]
    if (!isFolderAddress(base)) return { path, message: `\`${name}\` can't be an address. Set its \`base\`.` }
    const other = seen.get(base)
    if (other !== undefined) {
      return { path, message: `\`${other}\` has the \`base\` \`${base}\` too. Give one of them another.` }
    }
    seen.set(base, name)
  }
  return undefined
}
