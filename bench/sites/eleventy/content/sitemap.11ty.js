import { site } from '../_includes/site.js'

export const data = { permalink: '/sitemap.xml', eleventyExcludeFromCollections: true }

/** @param {any} data */
export function render({ collections }) {
  const addresses = collections.all.map((/** @type {any} */ { url, date, inputPath }) => {
    const changed = inputPath.endsWith('.md') ? `\n<lastmod>${date.toISOString()}</lastmod>` : ''
    return `<url>\n<loc>${site.url}${url}</loc>${changed}\n</url>\n`
  })
  return `<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${addresses.join('')}</urlset>
`
}
