import { definePlugin, defineService, type EmitContext, toInstant } from '@blog-build/core/plugin'
import * as z from 'zod/mini'
import { collections, optionsOf, optionsSchema } from './options.js'
import { version } from './version.js'

/** Options of `backlinks`. */
export interface BacklinksOptions {
  /** Whose links count: a collection, or a list of them. @default every collection */
  collection?: string | string[]
}

const defaults = {}

const schema = optionsSchema<BacklinksOptions, typeof defaults>(defaults, () =>
  optionsOf({ collection: z.optional(collections()) }),
)

/** An entry that links to another one. */
export interface Backlink {
  title: string
  /** Address with the base path. */
  url: string
  /** As the entry has it: a day, or an instant. */
  date?: string
}

/** The service that `backlinks` provides: who links to an entry, newest first, those without a date last. */
export const backlinksService = defineService<{ to(id: string): Backlink[] }>('backlinks')

/**
 * "Linked from": a list of the entries that link to one, for layouts and other plugins. The theme shows it
 * below posts.
 *
 * ```ts
 * plugins: [backlinks({ collection: ['posts', 'notes'] })]
 * ```
 */
export const backlinks = (options: BacklinksOptions = {}) =>
  definePlugin({
    name: 'backlinks',
    version,
    options: { schema, given: options },
    provides: [backlinksService],
    tasks: {
      to: (context, id: string) => linksTo(context, id, context.options.collection),
      /** Of one entry, as it is shown: its other fields do not reach the pages that it links to. */
      link: async (context, id: string) => {
        const entry = await context.entry(id)
        if (entry?.url === undefined) return undefined
        const { title, url, date } = entry
        return { title, url, ...(date === undefined ? {} : { date }) }
      },
    },
  })

async function linksTo(
  context: Pick<EmitContext, 'backlinks' | 'config' | 'tasks'>,
  id: string,
  collection: string | string[] | undefined,
): Promise<Backlink[]> {
  const counts = (source: string) =>
    collection === undefined || [collection].flat().includes(source.split('/')[0] ?? '')
  const sources = (await context.backlinks(id)).filter(counts)
  const { link } = context.tasks as { link(id: string): Promise<Backlink | undefined> }
  const links = await Promise.all(sources.map(link))
  const timeZone = await context.config('timeZone')
  const time = (one: Backlink) => (one.date === undefined ? '' : toInstant(one.date, timeZone))
  return links
    .filter((one) => one !== undefined)
    .map((one) => ({ one, time: time(one) }))
    .sort((a, b) => (a.time === b.time ? 0 : a.time > b.time ? -1 : 1))
    .map(({ one }) => one)
}
