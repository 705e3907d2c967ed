import { escaped, site } from '../_includes/site.js'

export const data = { permalink: '/feed.xml', eleventyExcludeFromCollections: true }

/** @param {any} data */
export function render({ collections }) {
  const posts = collections.posts.slice(0, 20)
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<id>${site.url}/</id>
<title>${escaped(site.title)}</title>
<subtitle>${escaped(site.description)}</subtitle>
<link rel="self" type="application/atom+xml" href="${site.url}/feed.xml"/>
<link rel="alternate" type="text/html" href="${site.url}/"/>
<updated>${posts[0]?.date.toISOString()}</updated>
<author>
<name>${escaped(site.author)}</name>
</author>
${posts.map(entry).join('')}</feed>
`
}

/** @param {any} post */
function entry({ url, date, data, content }) {
  const categories = data.tags.map((/** @type {string} */ tag) => `<category term="${escaped(tag)}"/>\n`)
  return `<entry>
<id>${site.url}${url}</id>
<title>${escaped(data.title)}</title>
<link rel="alternate" type="text/html" href="${site.url}${url}"/>
<published>${date.toISOString()}</published>
<updated>${date.toISOString()}</updated>
<author>
<name>${escaped(data.author)}</name>
</author>
${categories.join('')}<summary>${escaped(data.summary)}</summary>
<content type="html">${escaped(content)}</content>
</entry>
`
}
