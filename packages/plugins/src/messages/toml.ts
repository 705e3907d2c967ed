/** What `toml` says. */
import type { Place, PluginMessage } from '@blog-build/core/plugin'
import { pointText, shortened } from './seen.js'

/** The TOML parser's reason, at its place. */
export const tomlInvalid = (reason: string, place: Place): PluginMessage => ({
  rule: 'toml-invalid',
  severity: 'error',
  text: `This is not valid TOML: ${reason.replace(/[.\s]+$/, '')}.`,
  remedy: 'Check quotes, brackets and dates here; a text stands in quotes.',
  place,
})

/** Lists and tables are nested too deep. */
export const tomlNesting = (place: Place | undefined, limit: number): PluginMessage => ({
  rule: 'toml-nesting',
  severity: 'error',
  text: `Lists and tables are nested deeper than ${limit} levels.`,
  remedy: 'Make the data flatter.',
  ...(place === undefined ? {} : { place }),
})

/** `nan`, `inf`, and whole numbers that JavaScript has not exactly. */
export const tomlNumber = (seen: string, place: Place): PluginMessage => ({
  rule: 'toml-number',
  severity: 'error',
  text: `\`${seen}\` is no number that can be kept exactly.`,
  remedy: 'Put it in quotes if a text is meant.',
  place,
})

/** TOML is UTF-8 by definition. */
export const tomlEncoding = (): PluginMessage => ({
  rule: 'source-not-utf8',
  severity: 'error',
  text: 'This file is not UTF-8, which all TOML is.',
  remedy: 'Save the file as UTF-8.',
})

/** The frontmatter has no end. Points at its first line. */
export const tomlUnclosed = (fence: string, place: Place): PluginMessage => ({
  rule: 'frontmatter-unclosed',
  severity: 'error',
  text: 'The frontmatter that begins on this line has no end.',
  remedy: `Close it with a line \`${fence}\`.`,
  place,
})

/** A table of a list has nothing to be told apart by. */
export const tomlKey = (place: Place | undefined): PluginMessage => ({
  rule: 'data-key',
  severity: 'error',
  text: 'This item has no `id`, by which it is told apart from the others.',
  remedy: 'Give it an `id` (or a `slug`): a text that no other item of the file has.',
  ...(place === undefined ? {} : { place }),
})

/** Two tables of a list have one key. Points at the second. */
export const tomlDuplicateKey = (
  key: string,
  place: Place | undefined,
  first: Place['start'] | undefined,
): PluginMessage => ({
  rule: 'data-duplicate-key',
  severity: 'error',
  text: `A second item of this file has the \`id\` ${shortened(key)}; the first is at ${pointText(first)}.`,
  remedy: 'Give each item an `id` of its own.',
  ...(place === undefined ? {} : { place }),
})
