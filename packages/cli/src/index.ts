/**
 * The library behind the command: everything of core, and the preset that the command builds with.
 * A configuration may import from here where a package manager hides `@blog-build/core`.
 */
export * from '@blog-build/core'
export { type OpenedSite, openSite } from './compose.js'
export { preset, presetPlugins } from './preset.js'
