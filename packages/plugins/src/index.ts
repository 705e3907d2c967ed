/** The plugins that come with blog-build, one file each. Options and defaults: `docs/plugins`. */

// Content in other forms than Markdown, YAML and JSON.

export { type CsvFileOptions, type CsvOptions, csv } from './csv.js'
export { type FeedSourceFile, type FeedSourceOptions, feedSource } from './feed-source.js'
export { type TomlOptions, toml } from './toml.js'

// What Markdown and code may look like.

export { type CalloutsOptions, callouts } from './callouts.js'
export { type CodeOptions, type CodeWords, code } from './code.js'
export { type ShikiOptions, shiki } from './shiki.js'

// Pages beside those of the entries.

export { type ArchiveOptions, archive } from './archive.js'
export { type AuthorsOptions, authors } from './authors.js'
export { type HomeOptions, home } from './home.js'
export { type NotFoundOptions, notFound } from './not-found.js'
export { type SeriesOptions, series } from './series.js'
export { type TaxonomiesOptions, type TaxonomyOptions, taxonomies } from './taxonomies.js'

// What is known of an entry beside what it says itself.

export { type BacklinksOptions, backlinks } from './backlinks.js'
export { type LastModifiedOptions, lastModified } from './last-modified.js'
export { type RelatedOptions, related } from './related.js'

// What the head of each page tells.

export { type SeoOptions, seo } from './seo.js'

// Files for feed readers, search engines, language models and web servers.

export { type FeedOptions, feed } from './feed.js'
export type { FeedFormat } from './feed-format.js'
export { type LlmsOptions, llms } from './llms.js'
export type { RedirectHost } from './redirect.js'
export { type RedirectsOptions, redirects } from './redirects.js'
export { type RobotsOptions, robots } from './robots.js'
export { type SitemapOptions, sitemap } from './sitemap.js'
export { type TwinsOptions, twins } from './twins.js'

// What layouts and other plugins may ask of these: services.

export { type Author, authorship } from './author.js'
export { type Backlink, backlinksService } from './backlinks.js'
export { type RelatedEntry, relatedEntries } from './related.js'
export { type SeriesPart, type SeriesPlace, seriesParts } from './series-part.js'
export { markdownTwins, type Twin } from './twins.js'
