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

/** The history of the repository is cut off, so that nobody knows when a file was changed. */
export const gitShallow = (): PluginMessage => ({
  rule: 'git-shallow',
  severity: 'info',
  text: 'The repository has only a part of its history, so no dates of last changes are taken from it.',
  remedy: 'Fetch all of it: `git fetch --unshallow`, or in GitHub Actions `fetch-depth: 0`.',
})

/** There is a repository, and git does not tell its history. */
export const gitFailed = (reason: string): PluginMessage => ({
  rule: 'git-failed',
  severity: 'info',
  text: `Git does not tell when files were changed: ${reason}`,
  remedy: 'Try `git log` in the folder of the project, and mend what it says.',
})
