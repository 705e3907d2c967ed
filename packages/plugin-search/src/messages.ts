/** What is said of the options of the plugin, once the site is known. */
import { nearest, type PluginMessage } from '@blog-build/core/plugin'

/** A collection whose entries are to be found has none. */
export function emptyCollection(name: string): PluginMessage {
  return {
    rule: 'search-collection-empty',
    severity: 'warning',
    text: `The search is to find entries of \`${name}\`, and that collection has none.`,
    remedy: 'Mend the option `collection` of `search`, or leave it out: then all that have pages are found.',
  }
}

/** A field to filter by that no entry has. */
export function emptyFilter(field: string, known: readonly string[]): PluginMessage {
  const meant = nearest(field, known)
  return {
    rule: 'search-filter-empty',
    severity: 'warning',
    text: `Hits can be filtered by \`${field}\`, but no entry that is found has that field.`,
    remedy: meant === undefined ? 'Mend the option `filters` of `search`.' : `Did you mean \`${meant}\`?`,
  }
}
