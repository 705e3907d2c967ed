import { definePlugin, type Page, type PageContext } from '@blog-build/core/plugin'
import * as z from 'zod/mini'
import { folderAddress, optionsOf, parseOptions, words } from './options.js'
import { version } from './version.js'

/** Options of `archive`. */
export interface ArchiveOptions {
  /** Address of the page. @default '/archive/' */
  permalink?: string
  /** @default 'Archive' */
  title?: string
}

const defaults = { permalink: '/archive/', title: 'Archive' }

const schema = () => optionsOf({ permalink: z.optional(folderAddress()), title: z.optional(words()) })

type Settings = typeof defaults & z.output<ReturnType<typeof schema>>

/**
 * One page with all entries, with the layout `archive`; none while there are no entries.
 *
 * ```ts
 * plugins: [archive({ permalink: '/all/', title: 'All posts' })]
 * ```
 *
 * @throws an `Error` that starts with `[archive]` if an option is wrong.
 */
export const archive = (options: ArchiveOptions = {}) => {
  const settings: Settings = parseOptions('archive', schema, defaults, options)
  return definePlugin({
    name: 'archive',
    version,
    options: settings,
    pages: (context) => planPages(context, settings),
  })
}

async function planPages(context: PageContext, { permalink, title }: Settings): Promise<Page[]> {
  return (await context.count()) === 0
    ? []
    : [{ permalink, layout: 'archive', params: {}, title, navigation: title }]
}
