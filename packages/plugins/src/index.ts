/** The plugins that come with blog-build, one file each. Options and defaults: `docs/plugins-builtin.md`. */

// Pages beside those of the entries.
export { type ArchiveOptions, archive } from './archive.js'
// Content in other forms than Markdown, YAML and JSON.
export { type CsvFileOptions, type CsvOptions, csv } from './csv.js'
// Files for feed readers and search engines.
export { type FeedOptions, feed } from './feed.js'
export { type FeedSourceFile, type FeedSourceOptions, feedSource } from './feed-source.js'
export { type HomeOptions, home } from './home.js'
export { type NotFoundOptions, notFound } from './not-found.js'
export { type RobotsOptions, robots } from './robots.js'
// What the head of each page tells.
export { type SeoOptions, seo } from './seo.js'
export { type SitemapOptions, sitemap } from './sitemap.js'
export { type TaxonomiesOptions, type TaxonomyOptions, taxonomies } from './taxonomies.js'
export { type TomlOptions, toml } from './toml.js'
