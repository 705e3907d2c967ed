/** What `redirects` says. */
import type { PluginMessage, SiteFile } from '@blog-build/core/plugin'

/** A redirect from a page to itself. */
export const aliasOwnAddress = (alias: string, path: string): PluginMessage => ({
  rule: 'alias-own-address',
  severity: 'warning',
  text: `The alias \`${alias}\` is the address of the entry itself, to which it would lead in a circle; it is left out.`,
  remedy: 'Remove it from `aliases`.',
  path,
})

/** A former address that is the present one of something else, which stays there. */
export const aliasTaken = (alias: string, address: string, path: string): PluginMessage => ({
  rule: 'alias-taken',
  severity: 'warning',
  text: `The alias \`${alias}\` is taken by the page \`${address}\`, which stays; nothing leads from there.`,
  remedy: 'Remove it from `aliases`, or give the page another address.',
  path,
})

/** A former address at which there is a file today, or below which there can be nothing because of it. */
export const aliasFile = (alias: string, { path: file, owner }: SiteFile, path: string): PluginMessage => ({
  rule: 'alias-file',
  severity: 'error',
  text: `The alias \`${alias}\` would take the place of the file \`${file}\`, which ${owner === 'public' ? 'lies in `public/`' : `the plugin \`${owner}\` makes`}.`,
  remedy: 'Remove it from `aliases`, or give the file another path.',
  path,
})

/** One former address of two entries: nobody can tell where it should lead. Points at the second. */
export const aliasTwice = (alias: string, first: string, second: string): PluginMessage => ({
  rule: 'alias-twice',
  severity: 'error',
  text: `Two entries have the alias \`${alias}\`: ${first} and ${second}.`,
  remedy: 'Remove it from one of them.',
  path: second,
})
