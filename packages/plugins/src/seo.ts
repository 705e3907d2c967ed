import { definePlugin, type EntryView, type HeadElement, type Page } from '@blog-build/core/plugin'
import * as z from 'zod/mini'
import { type AskingForAuthors, type Author, authorship, authorsOf } from './author.js'
import { type EntryImage, imageOf } from './entry-image.js'
import { toScriptText } from './json-ld.js'
import { notFoundPermalink } from './not-found.js'
import { matching, optionsOf, optionsSchema } from './options.js'
import { version } from './version.js'

/** Options of `seo`. */
export interface SeoOptions {
  /** Whether dated entries get a description for machines (JSON-LD, `BlogPosting`). @default true */
  jsonLd?: boolean
  /** Account of the site for cards, such as `@example`. @default none */
  account?: string
}

const defaults = { jsonLd: true }

const schema = optionsSchema<SeoOptions, typeof defaults>(defaults, () =>
  optionsOf({
    jsonLd: z.optional(z.boolean('true or false')),
    account: z.optional(matching(/^@\w+$/, 'an account such as `@example`')),
  }),
)

type Settings = SeoOptions & typeof defaults

/** What is known of a page, gathered once. */
interface Facts {
  title: string
  siteTitle: string
  language: string
  description?: string
  /** The whole address; absent without a site `url`. */
  address?: string
  /** The entry, if the page is an article: it shows a dated entry, and is not the home page. */
  article?: EntryView
  authors: readonly { name: string; url?: string }[]
  image?: EntryImage
}

/**
 * Tells search engines and those who show previews what a page is: canonical address, description,
 * Open Graph, card, picture, and JSON-LD for dated entries. Only what is known is said; whole addresses need the
 * site's `url`. Unlisted pages ask not to be indexed.
 *
 * ```ts
 * plugins: [seo({ account: '@example' })]
 * ```
 */
export const seo = (options: SeoOptions = {}) =>
  definePlugin({
    name: 'seo',
    version,
    options: { schema, given: options },
    requires: [authorship.optional],
    head: (context, page) => describePage(context, page, context.options),
  })

async function describePage(
  context: AskingForAuthors,
  page: Page,
  settings: Settings,
): Promise<HeadElement[]> {
  const facts = await toFacts(context, page)
  const { title, siteTitle, description, address, article, image } = facts
  return [
    ...(page.unlisted ? named({ robots: 'noindex' }) : []),
    ...(address === undefined
      ? []
      : [{ tag: 'link', attributes: { rel: 'canonical', href: address } } as const]),
    ...named({ description }),
    ...properties({
      'og:title': title,
      'og:type': article ? 'article' : 'website',
      'og:url': address,
      'og:site_name': siteTitle,
      'og:description': description,
      'og:image': image?.url,
      'og:image:width': image?.width?.toString(),
      'og:image:height': image?.height?.toString(),
      'og:image:alt': image?.alt,
      'article:published_time': article?.date,
      'article:modified_time': article?.updated,
    }),
    ...(article?.tags ?? []).flatMap((tag) => properties({ 'article:tag': tag })),
    ...named({ 'twitter:card': image ? 'summary_large_image' : 'summary', 'twitter:site': settings.account }),
    ...(article && settings.jsonLd ? [toJsonLd(facts, article)] : []),
  ]
}

async function toFacts(context: AskingForAuthors, page: Page): Promise<Facts> {
  const siteTitle = await context.config('title')
  const entry = page.entry === undefined ? undefined : await context.entry(page.entry)
  const article = entry?.date !== undefined && page.permalink !== '/' ? entry : undefined
  const description = await descriptionOf(context, page, entry)
  // The page of unknown addresses is shown at all of them, so that it has none itself.
  const address = page.permalink === notFoundPermalink ? undefined : await context.absolute(page.permalink)
  const own = await authorsOf(context, article?.authors ?? [])
  const author = article && own.length === 0 ? await context.config('author') : undefined
  const image = entry && (await imageOf(context, entry))
  return {
    title: page.title ?? entry?.title ?? siteTitle,
    siteTitle,
    language: await context.config('language'),
    ...(description === undefined ? {} : { description }),
    ...(address === undefined ? {} : { address }),
    ...(article ? { article } : {}),
    authors: author === undefined ? await addressed(context, own) : [{ name: author }],
    ...(image ? { image } : {}),
  }
}

async function addressed(context: AskingForAuthors, authors: readonly Author[]) {
  return Promise.all(
    authors.map(async ({ name, permalink }) => {
      const url = permalink === undefined ? undefined : await context.absolute(permalink)
      return { name, ...(url === undefined ? {} : { url }) }
    }),
  )
}

/** What the author says, else the beginning of the text, and on the home page what the site says of itself. */
async function descriptionOf(
  context: AskingForAuthors,
  page: Page,
  entry: EntryView | undefined,
): Promise<string | undefined> {
  const said = page.description ?? entry?.summary
  if (said !== undefined) return said
  const text =
    page.permalink === '/'
      ? await context.config('description')
      : entry && (await context.outline(entry.id)).excerpt
  return text || undefined
}

function toJsonLd(
  { title, description, language, address, authors, image }: Facts,
  article: EntryView,
): HeadElement {
  const text = toScriptText({
    '@context': 'https://schema.org',
    '@type': 'BlogPosting',
    headline: title,
    description,
    inLanguage: language,
    datePublished: article.date,
    dateModified: article.updated,
    url: address,
    mainEntityOfPage: address,
    image: image?.url,
    author: authors.length === 0 ? undefined : authors.map((one) => ({ '@type': 'Person', ...one })),
    keywords: article.tags.length === 0 ? undefined : article.tags,
  })
  return { tag: 'script', attributes: { type: 'application/ld+json' }, text }
}

function named(values: Record<string, string | undefined>): HeadElement[] {
  return metas('name', values)
}

function properties(values: Record<string, string | undefined>): HeadElement[] {
  return metas('property', values)
}

/** Elements for the values that are known, in order. */
function metas(kind: 'name' | 'property', values: Record<string, string | undefined>): HeadElement[] {
  const elements: HeadElement[] = []
  for (const [name, content] of Object.entries(values)) {
    if (content !== undefined) elements.push({ tag: 'meta', attributes: { [kind]: name, content } })
  }
  return elements
}
