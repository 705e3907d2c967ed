/** What `feedSource` says. */
import type { Place, PluginMessage, SourceRecord } from '@blog-build/core/plugin'
import { pointText, shortened } from './seen.js'

/** A feed is not where the options say. */
export const feedSourceMissing = (file: string): PluginMessage => ({
  rule: 'feed-source-missing',
  severity: 'error',
  text: `There is no feed at \`${file}\`.`,
  remedy: 'Put the file there, or correct the option `feeds`; its paths count from the root of the project.',
  path: file,
})

/** A file is no feed, or a broken one. */
export const feedSourceInvalid = (file: string, reason: string): PluginMessage => ({
  rule: 'feed-source-invalid',
  severity: 'error',
  text: `This is no Atom, RSS or JSON Feed that could be read: ${reason.replace(/[.\s]+$/, '')}.`,
  remedy: 'Download it again, and look whether it is whole and not a page about an error.',
  path: file,
})

/** Two items of a collection's feeds have one id; the first stays. */
export const feedSourceDuplicate = (
  file: string,
  guid: string,
  place: Place | undefined,
  first: SourceRecord,
): PluginMessage => ({
  rule: 'feed-source-duplicate',
  severity: 'info',
  text: `A second item has the id ${shortened(guid)}; the first one is taken${first.places[''] ? `, at ${first.file}:${pointText(first.places[''].start)}` : ''}.`,
  remedy: 'Nothing need be done if the feed repeats it.',
  path: file,
  ...(place === undefined ? {} : { place }),
})

/** An item has no date that could be read. */
export const feedSourceUndated = (file: string, title: string, place: Place | undefined): PluginMessage => ({
  rule: 'feed-source-undated',
  severity: 'info',
  text: `The item ${shortened(title)} has no date that could be read, so it stands behind those that have one.`,
  remedy: 'Nothing need be done if that place serves.',
  path: file,
  ...(place === undefined ? {} : { place }),
})
