import { definePlugin, type EmitContext, type Emitted } from '@blog-build/core/plugin'
import * as z from 'zod/mini'
import { notFoundPermalink } from './not-found.js'
import { optionsOf, optionsSchema, outputFile } from './options.js'
import { version } from './version.js'
import { element, toMarkup, toXml } from './xml.js'

/** Options of `sitemap`. */
export interface SitemapOptions {
  /** Path of the sitemap in the output folder. @default 'sitemap.xml' */
  path?: string
}

const defaults = { path: 'sitemap.xml' }

const schema = optionsSchema<SitemapOptions, typeof defaults>(defaults, () =>
  optionsOf({
    path: z.optional(outputFile(['xml'], 'a path such as `sitemap.xml`')),
  }),
)

type Settings = SitemapOptions & typeof defaults

const namespace = 'http://www.sitemaps.org/schemas/sitemap/0.9'

/** What the sitemap protocol allows in one file; the bytes leave room for what stands around the addresses. */
const limits = { urls: 50_000, bytes: 50 * 1024 * 1024 - 1024 }

/**
 * A sitemap of all listed pages but `/404.html`, sorted by address, with the date that the entry of a page
 * says. More than 50,000 pages, or 50 MB, are spread over several files under an index. A site without
 * a `url` has none.
 *
 * ```ts
 * plugins: [sitemap()]
 * ```
 */
export const sitemap = (options: SitemapOptions = {}) =>
  definePlugin({
    name: 'sitemap',
    version,
    options: { schema, given: options },
    emit: (context) => emitSitemap(context, context.options),
  })

async function emitSitemap(context: EmitContext, { path }: Settings): Promise<Emitted[]> {
  if ((await context.config('url')) === undefined) return []
  const listed = (await context.pages()).filter(
    ({ unlisted, permalink }) => !unlisted && permalink !== notFoundPermalink,
  )
  const urls = await Promise.all(
    listed.map(async ({ permalink, entry: id }) => {
      const entry = id === undefined ? undefined : await context.entry(id)
      return toUrl((await context.absolute(permalink)) ?? '', entry?.updated ?? entry?.date)
    }),
  )
  const parts = splitUrls(urls)
  if (parts.length === 1) return [{ path, body: toUrlSet(parts[0] as string[]) }]
  const paths = parts.map((_, index) => path.replace(/\.xml$/, `-${index + 1}.xml`))
  const addresses = await Promise.all(paths.map(async (one) => (await context.absolute(`/${one}`)) ?? ''))
  const files = parts.map((part, index) => ({ path: paths[index] as string, body: toUrlSet(part) }))
  return [{ path, body: toIndex(addresses) }, ...files]
}

/** Dates stay as their author wrote them: both forms are what the protocol wants. */
function toUrl(address: string, date: string | undefined): string {
  const lastmod = date === undefined ? [] : [element('lastmod', {}, date)]
  return toMarkup(element('url', {}, element('loc', {}, address), ...lastmod))
}

/** Splits addresses, as markup, over files that are within the limits; at least one, perhaps empty. */
export function splitUrls(
  urls: readonly string[],
  { urls: most, bytes }: typeof limits = limits,
): string[][] {
  const parts: string[][] = [[]]
  let size = 0
  for (const url of urls) {
    const length = Buffer.byteLength(url) + 1
    const part = parts[parts.length - 1] as string[]
    if (part.length > 0 && (part.length === most || size + length > bytes)) {
      parts.push([url])
      size = length
    } else {
      part.push(url)
      size += length
    }
  }
  return parts
}

function toUrlSet(urls: readonly string[]): string {
  const [start, end] = [`<urlset xmlns="${namespace}">`, '</urlset>']
  return `${['<?xml version="1.0" encoding="utf-8"?>', start, ...urls, end].join('\n')}\n`
}

function toIndex(addresses: readonly string[]): string {
  const sitemaps = addresses.map((address) => element('sitemap', {}, element('loc', {}, address)))
  return toXml(element('sitemapindex', { xmlns: namespace }, ...sitemaps))
}
