/** Core, the built-in plugins and the theme, put together as the command does it. */
import { createSite, messageUrl, type Site, type SiteOptions } from '@blog-build/core'
import { themeFolder, themeStyles } from '@blog-build/theme'
import { preset } from './preset.js'

/** A site, and where the rules that its messages name are documented. */
export interface OpenedSite {
  site: Site
  urlOf(rule: string): string | undefined
}

/** Opens a site with the preset and the theme; `options` win over both. */
export function openSite(options: SiteOptions): OpenedSite {
  return { site: createSite(composed(options)), urlOf: messageUrl }
}

/** The options of a site with preset and theme put in, where they name none. */
export function composed(options: SiteOptions): SiteOptions {
  return {
    theme: { layouts: themeFolder, styles: themeStyles },
    preset: preset(),
    // A folder without packages of its own gets those of the command.
    resolveFrom: [import.meta.url],
    ...options,
  }
}
