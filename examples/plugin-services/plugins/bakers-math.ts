import { definePlugin, type EntryId } from '@blog-build/core/plugin'
import { dough } from './dough'

/** Provides `dough`, from `flour` and `water` of the frontmatter, in grams. */
export const bakersMath = () =>
  definePlugin({
    name: 'bakers-math',
    provides: [dough],
    tasks: {
      hydration: async (context, id: EntryId) => {
        const { flour, water } = (await context.entry(id))?.data ?? {}
        if (typeof flour !== 'number' || typeof water !== 'number' || flour <= 0) return undefined
        return Math.round((water / flour) * 100)
      },
    },
  })
