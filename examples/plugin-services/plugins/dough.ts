import { defineService, type EntryId } from '@blog-build/core/plugin'

/** What is known of the dough of an entry. Who provides it, and who asks, need not know each other. */
export const dough = defineService<{
  /** Weight of the water by that of the flour, in percent; nothing if the entry does not tell both. */
  hydration(id: EntryId): number | undefined
}>('dough')
