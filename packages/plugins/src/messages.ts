/** What the built-in plugins say, one function for each message. */
import type { EntryView, PluginMessage } from '@blog-build/core/plugin'

/** The site has no `url`, without which a feed can't be. */
export const feedNeedsUrl = (): PluginMessage => ({
  rule: 'feed-needs-url',
  severity: 'info',
  text: 'The site has no `url`, so the feed, the sitemap and all else that needs whole addresses is left out.',
  remedy: "Set `url` in the configuration, for example `url: 'https://example.org'`.",
})

/** Two entries would be one to whoever reads the feed. Points at the second. */
export const feedDuplicateId = (first: EntryView, second: EntryView, id: string): PluginMessage => ({
  rule: 'feed-duplicate-id',
  severity: 'warning',
  text: `Two entries have the id \`${id}\` in the feed: ${first.path} and ${second.path}.`,
  remedy: 'Give one of them another `guid` in its frontmatter, or none.',
  path: second.path,
})

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

/** A redirect from a page to itself. */
export const aliasOwnAddress = (alias: string, path: string): PluginMessage => ({
  rule: 'alias-own-address',
  severity: 'warning',
  text: `The alias \`${alias}\` is the address of the entry itself, to which it would lead in a circle; it is left out.`,
  remedy: 'Remove it from `aliases`.',
  path,
})

/** A former address that is the present one of something else, which stays there. */
export const aliasTaken = (alias: string, address: string, path: string): PluginMessage => ({
  rule: 'alias-taken',
  severity: 'warning',
  text: `The alias \`${alias}\` is taken by the page \`${address}\`, which stays; nothing leads from there.`,
  remedy: 'Remove it from `aliases`, or give the page another address.',
  path,
})

/** One former address of two entries: nobody can tell where it should lead. Points at the second. */
export const aliasTwice = (alias: string, first: string, second: string): PluginMessage => ({
  rule: 'alias-twice',
  severity: 'error',
  text: `Two entries have the alias \`${alias}\`: ${first} and ${second}.`,
  remedy: 'Remove it from one of them.',
  path: second,
})
