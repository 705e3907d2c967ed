import { site } from '../_includes/site.js'

export const data = { permalink: '/robots.txt', eleventyExcludeFromCollections: true }

export function render() {
  return `User-agent: *\nAllow: /\n\nSitemap: ${site.url}/sitemap.xml\n`
}
