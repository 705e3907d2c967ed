import {
  type Definition,
  definePlugin,
  type Page,
  type PageContext,
  type Term,
} from '@blog-build/core/plugin'
import * as z from 'zod/mini'
import { type Author, authorship } from './author.js'
import { optionsOf, optionsSchema, wholeNumber, words } from './options.js'
import { paginate } from './pagination.js'
import {
  indexPage,
  paramsOf,
  sharedAddresses,
  type TermList,
  type TermsByAddress,
  termListShape,
} from './term-pages.js'
import { version } from './version.js'

/** Options of `authors`. */
export interface AuthorsOptions {
  /** Collection whose entries are about authors: `ada` of `authors: [ada]` is `authors/ada`. @default 'authors' */
  profiles?: string
  /** Address of the list of all authors; pages of those without an entry lie under it. @default '/authors/' */
  base?: string
  /** Layout of an author's pages. @default 'author' */
  layout?: string
  /** Layout of the list of all authors. @default 'authors' */
  indexLayout?: string
  /** Title of the list of all authors. @default 'Authors' */
  title?: string
  /** Entries on one page of an author. @default the site's `perPage` */
  perPage?: number
  /** Whose entries count: a collection, or a list of them. @default the collections with `feed: true` */
  collection?: string | string[]
}

const defaults = {
  profiles: 'authors',
  base: '/authors/',
  layout: 'author',
  indexLayout: 'authors',
  title: 'Authors',
}

const schema = optionsSchema<AuthorsOptions, typeof defaults>(defaults, () =>
  optionsOf({
    profiles: z.optional(words()),
    perPage: z.optional(wholeNumber(10_000)),
    ...termListShape(),
  }),
)

type Settings = AuthorsOptions & typeof defaults

/** What the contexts of this plugin have: see `definePlugin`. */
type Own = Definition & { options: Settings; tasks: { author(name: string): Promise<Author> } }

/**
 * A page for everybody whom an entry names as its author, and one with all of them. An author may have an
 * entry, such as `content/authors/ada.md` for `authors: [ada]`: it says their name, and its own page is the
 * one that lists what they wrote. Other names are as they are written, as `/authors/grace-hopper/`.
 *
 * ```ts
 * plugins: [authors({ perPage: 20 })]
 * ```
 *
 * It provides the service `authors`, by which layouts and plugins link to these pages.
 */
export const authors = (options: AuthorsOptions = {}) =>
  definePlugin({
    name: 'authors',
    version,
    options: { schema, given: options },
    provides: [authorship],
    tasks: { author: (context, name: string) => toAuthor(context, name, context.options) },
    pages: (context) => planPages(context),
    check: async (context) =>
      sharedAddresses(context, listOf(context.options), await namesByAddress(context)),
  })

/**
 * Stays equal while posts come and go: of those it only tells whether there are any. A page that is in no list is not
 * linked either.
 */
async function toAuthor(
  context: PageContext,
  name: string,
  { profiles, base, collection }: Settings,
): Promise<Author> {
  const profile = await context.entry(`${profiles}/${name}`)
  if (profile?.unlisted) return { name: profile.title }
  if (profile?.permalink !== undefined) return { name: profile.title, permalink: profile.permalink }
  const term = await context.term('authors', name, collection)
  return { name: profile?.title ?? name, ...(term ? { permalink: `${base}${term.slug}/` } : {}) }
}

/** Authors are the terms of a field. */
function listOf(settings: Settings): TermList {
  return { ...settings, field: 'authors' }
}

async function planPages(context: PageContext<Own>): Promise<Page[]> {
  const list = listOf(context.options)
  const perPage = context.options.perPage ?? (await context.config('perPage'))
  const groups = [...(await namesByAddress(context))]
  if (groups.length === 0) return []
  const pages = await Promise.all(
    groups.map(([permalink, [first]]) => authorPages(context, permalink, first, perPage)),
  )
  return [indexPage(list, 'Authors'), ...pages.flat()]
}

/** The first page of an author who has an entry shows it, and so replaces the entry's own page. */
async function authorPages(
  context: PageContext<Own>,
  permalink: string,
  term: Term,
  perPage: number,
): Promise<Page[]> {
  const { profiles, layout } = context.options
  const profile = await context.entry(`${profiles}/${term.name}`)
  const title = profile?.title ?? term.name
  const own = paramsOf(listOf(context.options), term)
  const shown = {
    ...(profile?.summary === undefined ? {} : { description: profile.summary }),
    ...(profile?.unlisted ? { unlisted: true } : {}),
  }
  return paginate(permalink, term.count, perPage).map((part) => ({
    permalink: part.permalink,
    layout,
    params: { ...own, ...part.params },
    title,
    ...shown,
    ...(profile && part.params.number === 1 ? { entry: profile.id } : {}),
  }))
}

/** Everybody who wrote something, by the address of their page; who has an entry comes before plain names. */
async function namesByAddress(context: PageContext<Own>): Promise<TermsByAddress> {
  const { base, profiles, collection } = context.options
  const terms = await context.terms('authors', collection)
  const groups = new Map<string, [Term, ...Term[]]>()
  for (const term of terms) {
    const profile = await context.entry(`${profiles}/${term.name}`)
    const isProfile = profile !== undefined
    const permalink = profile?.permalink ?? `${base}${term.slug}/`
    const group = groups.get(permalink)
    if (!group) groups.set(permalink, [term])
    else if (isProfile) group.unshift(term)
    else group.push(term)
  }
  return groups
}
