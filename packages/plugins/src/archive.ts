import { definePlugin, type Page, type PageContext } from '@blog-build/core/plugin'
import * as z from 'zod/mini'
import { folderAddress, optionsOf, optionsSchema, words } from './options.js'
import { version } from './version.js'

/** Options of `archive`. */
export interface ArchiveOptions {
  /** Address of the page. @default '/archive/' */
  permalink?: string
  /** Title of the page. @default 'Archive' */
  title?: string
}

const defaults = { permalink: '/archive/', title: 'Archive' }

const schema = optionsSchema<ArchiveOptions, typeof defaults>(defaults, () =>
  optionsOf({ permalink: z.optional(folderAddress()), title: z.optional(words()) }),
)

type Settings = ArchiveOptions & typeof defaults

/**
 * One page with all entries, with the layout `archive`; none while there are no entries.
 *
 * ```ts
 * plugins: [archive({ permalink: '/all/', title: 'All posts' })]
 * ```
 */
export const archive = (options: ArchiveOptions = {}) =>
  definePlugin({
    name: 'archive',
    version,
    options: { schema, given: options },
    pages: (context) => planPages(context, context.options),
  })

async function planPages(context: PageContext, { permalink, title }: Settings): Promise<Page[]> {
  return (await context.count()) === 0
    ? []
    : [{ permalink, layout: 'archive', params: {}, title, navigation: title }]
}
