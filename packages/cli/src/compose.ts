/** Core, the built-in plugins and the theme, put together as the command does it. */
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { createSite, messageUrl, type Site, type SiteOptions } from '@blog-build/core'
import { themeFolder, themeStyles } from '@blog-build/theme'
import { preset } from './preset.js'

/** A site, and where the rules that its messages name are documented. */
export interface OpenedSite {
  site: Site
  urlOf(rule: string): string
}

/** Opens a site with the preset and the theme; `options` win over both. */
export function openSite(options: SiteOptions): OpenedSite {
  const site = createSite({
    theme: { layouts: themeFolder, styles: themeStyles },
    preset: preset(),
    resolveFrom: resolveFrom(),
    ...options,
  })
  return { site, urlOf: messageUrl }
}

/** A folder without packages of its own gets those of the command, and through core its Preact and Zod. */
function resolveFrom(): string[] {
  const own = import.meta.url
  const { resolve } = createRequire(own)
  return [own, ...['@blog-build/core', '@blog-build/theme'].map((name) => pathToFileURL(resolve(name)).href)]
}
