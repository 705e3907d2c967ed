/** What `feed` says. */
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
