import { definePlugin, type EntryView, type Page, type PageContext } from '@blog-build/core/plugin'
import * as z from 'zod/mini'
import { optionsOf, optionsSchema, wholeNumber } from './options.js'
import { paginate } from './pagination.js'
import { version } from './version.js'

/** Options of `home`. */
export interface HomeOptions {
  /** Entries on one page. @default the site's `perPage` */
  perPage?: number
}

const defaults = {}

const schema = optionsSchema<HomeOptions, typeof defaults>(defaults, () =>
  optionsOf({ perPage: z.optional(wholeNumber(10_000)) }),
)

type Settings = HomeOptions & typeof defaults

/**
 * The newest entries, on as many pages as they need: `/`, `/page/2/` and so on, with the layout `home`.
 * Where there is an entry `pages/index`, the first page shows it too, in the layout that its frontmatter
 * names, if it names one.
 *
 * ```ts
 * plugins: [home({ perPage: 5 })]
 * ```
 */
export const home = (options: HomeOptions = {}) =>
  definePlugin({
    name: 'home',
    version,
    options: { schema, given: options },
    pages: (context) => planPages(context, context.options),
  })

async function planPages(context: PageContext, settings: Settings): Promise<Page[]> {
  const perPage = settings.perPage ?? (await context.config('perPage'))
  const welcome = await context.entry('pages/index')
  const parts = paginate('/', await context.count(), perPage)
  return parts.map(({ permalink, params }) => {
    const page: Page = { permalink, layout: 'home', params }
    return welcome?.permalink === permalink ? { ...page, ...shown(welcome) } : page
  })
}

/** What the first page takes over from the entry that it shows; thereby it replaces that entry's own page. */
function shown({ id, data, title, summary, unlisted }: EntryView): Partial<Page> {
  return {
    entry: id,
    ...(typeof data.layout === 'string' ? { layout: data.layout } : {}),
    // Without a title of its own the entry would be called after its file.
    ...(typeof data.title === 'string' ? { title } : {}),
    ...(summary === undefined ? {} : { description: summary }),
    ...(unlisted ? { unlisted } : {}),
  }
}
