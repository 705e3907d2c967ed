/** What is said of pages of terms, by `taxonomies`, `authors` and `series`. */
import type { EntryView, PluginMessage } from '@blog-build/core/plugin'

/** Several names of one address. Points at an entry with a name that gets no page. */
export const termsShareSlug = (
  field: string,
  names: readonly string[],
  address: string,
  path: string | undefined,
): PluginMessage => ({
  rule: 'terms-share-slug',
  severity: 'warning',
  text: `In \`${field}\`, ${names.map((name) => `\`${name}\``).join(' and ')} have one address, \`${address}\`; its page lists the entries of \`${names[0]}\` only.`,
  remedy: `Write \`${names[0]}\` in all entries.`,
  ...(path === undefined ? {} : { path }),
})

/** Two entries claim one place of a series; both are shown there. Points at the second. */
export const seriesPartTwice = (
  name: string,
  part: number,
  first: EntryView,
  second: EntryView,
): PluginMessage => ({
  rule: 'series-part-twice',
  severity: 'warning',
  text: `Two entries are part ${part} of the series \`${name}\`: ${first.path} and ${second.path}.`,
  remedy: 'Give one of them another `part`.',
  path: second.path,
})
