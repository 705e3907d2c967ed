import { definePlugin, type Page, type PageContext } from '@blog-build/core/plugin'
import * as z from 'zod/mini'
import { layoutName, optionsOf, optionsSchema, words } from './options.js'
import { version } from './version.js'

/** Options of `notFound`. */
export interface NotFoundOptions {
  /** Layout of the page. @default 'not-found' */
  layout?: string
  /** Title of the page. @default none: the layout says it */
  title?: string
}

const defaults = { layout: 'not-found' }

const schema = optionsSchema<NotFoundOptions, typeof defaults>(defaults, () =>
  optionsOf({ layout: z.optional(layoutName()), title: z.optional(words()) }),
)

type Settings = NotFoundOptions & typeof defaults

/** Where hosts look for the page that answers unknown addresses. */
export const notFoundPermalink = '/404.html'

/**
 * The page that hosts show at addresses that do not exist: `/404.html`, in no sitemap. A file
 * `public/404.html`, or an entry `pages/404` with that permalink, takes its place.
 *
 * ```ts
 * plugins: [notFound({ title: 'Nothing here' })]
 * ```
 */
export const notFound = (options: NotFoundOptions = {}) =>
  definePlugin({
    name: 'not-found',
    version,
    options: { schema, given: options },
    pages: (context) => planPages(context, context.options),
  })

async function planPages(context: PageContext, { layout, title }: Settings): Promise<Page[]> {
  if ((await context.read(`public${notFoundPermalink}`)) !== undefined) return []
  if ((await context.entry('pages/404'))?.permalink === notFoundPermalink) return []
  const page: Page = { permalink: notFoundPermalink, layout, params: {}, unlisted: true }
  return [title === undefined ? page : { ...page, title }]
}
