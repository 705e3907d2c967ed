import {
  definePlugin,
  type EmitContext,
  type Page,
  type PageContext,
  type PluginMessage,
  type Term,
} from '@blog-build/core/plugin'
import * as z from 'zod/mini'
import { isFolderAddress, optionsOf, optionsSchema, type Refusal, wholeNumber, words } from './options.js'
import { paginate } from './pagination.js'
import {
  indexPage,
  paramsOf,
  sharedAddresses,
  type TermList,
  termListShape,
  termsByAddress,
} from './term-pages.js'
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
  /** Whose entries count: a collection, or a list of them. @default the collections with `feed: true` */
  collection?: string | string[]
}

/** Options of `taxonomies`. */
export interface TaxonomiesOptions {
  /** Options of each taxonomy, by its name. @default { tags: {} } */
  taxonomies?: Record<string, TaxonomyOptions>
  /** Entries on one page of a term. @default the site's `perPage` */
  perPage?: number
}

const defaults = { taxonomies: { tags: {} } as Record<string, TaxonomyOptions> }

const taxonomyDefaults = { layout: 'term', indexLayout: 'terms' }

const taxonomy = () => optionsOf({ field: z.optional(words()), ...termListShape() })

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
    check: (context) => checkTerms(context, toLists(context.options)),
  })

async function planPages(context: PageContext, settings: Settings): Promise<Page[]> {
  const perPage = settings.perPage ?? (await context.config('perPage'))
  const planned = await Promise.all(
    toLists(settings).map(async (list) => {
      const groups = [...(await termsByAddress(context, list))]
      if (groups.length === 0) return []
      const pages = groups.flatMap(([address, [first]]) => termPages(list, address, first, perPage))
      return [indexPage(list, capitalised(list.field)), ...pages]
    }),
  )
  return planned.flat()
}

function termPages(list: TermList, address: string, term: Term, perPage: number): Page[] {
  const own = paramsOf(list, term)
  return paginate(address, term.count, perPage).map(({ permalink, params }) => ({
    permalink,
    layout: list.layout,
    params: { ...own, ...params },
    title: term.name,
  }))
}

function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}

async function checkTerms(context: EmitContext, lists: readonly TermList[]): Promise<PluginMessage[]> {
  const told = lists.map(async (list) => sharedAddresses(context, list, await termsByAddress(context, list)))
  return (await Promise.all(told)).flat()
}

function toLists({ taxonomies: byName }: Settings): TermList[] {
  return Object.entries(byName).map(([name, own]) => {
    const given = Object.entries(own).filter(([, value]) => value !== undefined)
    return { ...taxonomyDefaults, field: name, base: `/${name}/`, ...Object.fromEntries(given) }
  })
}

/** A name that is no address, or two taxonomies of one address. */
function refusalOf(settings: Settings): Refusal | undefined {
  const seen = new Map<string, string>()
  const names = Object.keys(settings.taxonomies)
  for (const [at, { base }] of toLists(settings).entries()) {
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
