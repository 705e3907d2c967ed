import { document } from '../_includes/document.js'

export const data = { permalink: '/404.html', eleventyExcludeFromCollections: true }

export function render() {
  const main =
    '<div class="lost"><p class="eyebrow">404</p><h1>Page not found</h1><p>There is nothing at this address. It may have moved, or it may never have been here.</p><p><a href="/">Go to the home page</a></p></div>'
  return document({ url: '/404.html', layout: 'not-found', title: 'Page not found' }, main)
}
