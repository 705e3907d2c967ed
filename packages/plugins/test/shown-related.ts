import { definePlugin } from '@blog-build/core/plugin'
import { relatedEntries } from '../src/related.js'

/** Writes what is related to each entry into a file of its own: `posts/a.json`. */
export const shownRelated = () =>
  definePlugin({
    name: 'shown-related',
    requires: [relatedEntries],
    tasks: { list: async (context, id: string) => context.use(relatedEntries).entries(id) },
    emit: async (context) => {
      const entries = await context.entries({ collection: ['posts', 'notes'], fields: [] })
      const lists = await Promise.all(entries.map(({ id }) => context.tasks.list(id)))
      return lists.map((list, at) => ({ path: `${entries[at]?.id}.json`, body: JSON.stringify(list) }))
    },
  })
