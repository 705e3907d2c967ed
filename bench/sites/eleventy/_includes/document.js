/** The whole document around the main part of a page, with what blog-build's theme has in its head. */

import { escaped, site } from './site.js'

/**
 * @param {object} page
 * @param {string} page.url
 * @param {string} page.layout
 * @param {string} [page.title]
 * @param {string} [page.description]
 * @param {any} [page.post] The post that the page shows.
 * @param {string} main
 */
export function document({ url, layout, title, description = site.description, post }, main) {
  const name = escaped(site.title)
  const current = (/** @type {string} */ href) => (href === url ? ' aria-current="page"' : '')
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"/><meta name="viewport" content="width=device-width, initial-scale=1"/><title>${title ? `${escaped(title)} · ` : ''}${name}</title><meta name="color-scheme" content="light dark"/>${head(url, title ?? site.title, description, post)}<link rel="alternate" type="application/atom+xml" title="${name}" href="/feed.xml"/><link rel="stylesheet" href="/style.css"/></head><body class="layout-${layout}"><a class="skip" href="#Main">Skip to content</a><header class="site-header"><a class="site-name" href="/"${current('/')}>${name}</a><nav aria-label="Main"><ul><li><a href="/archive/"${current('/archive/')}>Archive</a></li><li><a href="/tags/"${current('/tags/')}>Tags</a></li></ul></nav></header><main id="Main" tabindex="-1">${main}</main><footer class="site-footer"><a href="/">${name}</a><a href="/feed.xml">Feed</a></footer></body></html>`
}

/**
 * @param {string} url
 * @param {string} title
 * @param {string} description
 * @param {any} post
 */
function head(url, title, description, post) {
  const address = `${site.url}${url}`
  const told = escaped(description)
  const general = `<link rel="canonical" href="${address}"/><meta name="description" content="${told}"/><meta property="og:title" content="${escaped(title)}"/><meta property="og:type" content="${post ? 'article' : 'website'}"/><meta property="og:url" content="${address}"/><meta property="og:site_name" content="${escaped(site.title)}"/><meta property="og:description" content="${told}"/><meta name="twitter:card" content="summary"/>`
  if (!post) return general
  const published = post.date.toISOString()
  const tags = post.tags.map(
    (/** @type {string} */ tag) => `<meta property="article:tag" content="${escaped(tag)}"/>`,
  )
  const data = {
    '@context': 'https://schema.org',
    '@type': 'BlogPosting',
    headline: title,
    description,
    inLanguage: 'en',
    datePublished: published,
    url: address,
    mainEntityOfPage: address,
    author: [{ '@type': 'Person', name: post.author }],
    keywords: post.tags,
  }
  return `${general}<meta property="article:published_time" content="${published}"/>${tags.join('')}<script type="application/ld+json">${JSON.stringify(data)}</script>`
}
