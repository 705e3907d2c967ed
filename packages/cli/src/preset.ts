/** What a folder of Markdown gets without any configuration. */

import type { SiteOptions } from '@blog-build/core'
import type { Plugin } from '@blog-build/core/plugin'
import {
  archive,
  callouts,
  code,
  feed,
  home,
  notFound,
  redirects,
  robots,
  seo,
  series,
  sitemap,
  taxonomies,
} from '@blog-build/plugins'

/**
 * The built-in plugins in their order. One of the same name in a configuration replaces it. They have their defaults,
 * but for the button that copies code: it is a script, and nobody gets one who did not ask for it.
 */
export function presetPlugins(): Plugin[] {
  return [
    seo(),
    home(),
    archive(),
    taxonomies(),
    series(),
    notFound(),
    feed(),
    sitemap(),
    robots(),
    redirects(),
    callouts(),
    code({ copyButton: false }),
  ]
}

/**
 * The preset of the command, for those who call `createSite` themselves. It sets no navigation:
 * whether there is an archive or a page of tags depends on the content.
 */
export function preset(): NonNullable<SiteOptions['preset']> {
  return { plugins: presetPlugins() }
}
