/** What the built-in plugins say, one function for each message. */
import type { EntryView, Place, PluginMessage, SourceRecord } from '@blog-build/core/plugin'
import type { CsvProblem } from './csv-rows.js'

/** The site has no `url`, without which a feed can't be. */
export const feedNeedsUrl = (): PluginMessage => ({
  rule: 'feed-needs-url',
  severity: 'info',
  text: 'The site has no `url`, so the feed, the sitemap and all else that needs whole addresses is left out.',
  remedy: "Set `url` in the configuration, for example `url: 'https://example.org'`.",
})

/** Two entries would be one to whoever reads the feed. Points at the second. */
export const feedDuplicateId = (first: EntryView, second: EntryView, id: string): PluginMessage => ({
  rule: 'feed-duplicate-id',
  severity: 'warning',
  text: `Two entries have the id \`${id}\` in the feed: ${first.path} and ${second.path}.`,
  remedy: 'Give one of them another `guid` in its frontmatter, or none.',
  path: second.path,
})

/** Several names of one address. Points at an entry with a name that gets no page. */
export const termsShareSlug = (
  field: string,
  names: readonly string[],
  address: string,
  path: string | undefined,
): PluginMessage => ({
  rule: 'terms-share-slug',
  severity: 'warning',
  text: `In \`${field}\`, ${names.map((name) => `\`${name}\``).join(' and ')} have one address, \`${address}\`; its page lists the entries of \`${names[0]}\` only.`,
  remedy: `Write \`${names[0]}\` in all entries.`,
  ...(path === undefined ? {} : { path }),
})

/** The history of the repository is cut off, so that nobody knows when a file was changed. */
export const gitShallow = (): PluginMessage => ({
  rule: 'git-shallow',
  severity: 'info',
  text: 'The repository has only a part of its history, so no dates of last changes are taken from it.',
  remedy: 'Fetch all of it: `git fetch --unshallow`, or in GitHub Actions `fetch-depth: 0`.',
})

/** There is a repository, and git does not tell its history. */
export const gitFailed = (reason: string): PluginMessage => ({
  rule: 'git-failed',
  severity: 'info',
  text: `Git does not tell when files were changed: ${reason}`,
  remedy: 'Try `git log` in the folder of the project, and mend what it says.',
})

/** A quote of CSV is not closed, or something stands behind it. Points at it. */
export const csvQuote = ({ kind, at }: CsvProblem): PluginMessage => ({
  rule: 'csv-quote',
  severity: 'error',
  text:
    kind === 'unclosed'
      ? 'The quote that begins here is not closed, so this line is left out.'
      : 'Behind the closing quote of a cell stands something else than the next cell, so this row is left out.',
  remedy: 'Put a quote at both ends of the cell, and write a quote inside of it twice.',
  place: { start: at },
})

/** A row of CSV has not as many cells as the header. Points at the row. */
export const csvRow = (found: number, expected: number, place: Place): PluginMessage => ({
  rule: 'csv-row',
  severity: 'error',
  text: `This row has ${counted(found)}, the header has ${expected}; it is left out.`,
  remedy: 'Give it as many cells as the header; put quotes around a cell that holds the delimiter.',
  place,
})

/** A cell is not what the options say of its column. Points at the cell. */
export const csvCell = (column: string, seen: string, expected: string, place: Place): PluginMessage => ({
  rule: 'csv-cell',
  severity: 'error',
  text: `\`${column}\` must be ${expected}, not ${shortened(seen)}; the row is left out.`,
  remedy: 'Correct the cell, or the options `types`, `decimal` and `dateOrder` of the plugin.',
  place,
})

/** A column has no name, or one that the options name is not there. Points at the header. */
export const csvColumn = (problem: string, place: Place | undefined): PluginMessage => ({
  rule: 'csv-column',
  severity: 'warning',
  text: `${problem}.`,
  remedy: 'Name each column in the first row, as the options of the plugin spell it.',
  ...(place === undefined ? {} : { place }),
})

/** Two columns have one name. Points at the second. */
export const csvColumnTwice = (
  name: string,
  place: Place,
  first: Place['start'] | undefined,
): PluginMessage => ({
  rule: 'csv-column-twice',
  severity: 'error',
  text: `A second column is called \`${name}\`; the first is at ${pointText(first)}.`,
  remedy: 'Give each column a name of its own.',
  place,
})

/** A row has nothing in the column that tells rows apart. Points at the row. */
export const csvKey = (column: string, place: Place): PluginMessage => ({
  rule: 'csv-key',
  severity: 'error',
  text: `This row has no \`${column}\`, by which it is told apart from the others; it is left out.`,
  remedy: 'Fill in the cell, or name another column by the option `key`.',
  place,
})

/** Two rows have one key. Points at the second. */
export const csvDuplicateKey = (
  column: string,
  key: string,
  place: Place,
  first: Place['start'],
): PluginMessage => ({
  rule: 'csv-duplicate-key',
  severity: 'error',
  text: `A second row has the \`${column}\` ${shortened(key)}, so it is left out; the first is at ${pointText(first)}.`,
  remedy: 'Give each row one of its own, or name another column by the option `key`.',
  place,
})

/** Something of a CSV file could not be read as text. Points at the first of these characters. */
export const csvCharacter = (count: number, place: Place): PluginMessage => ({
  rule: 'csv-character',
  severity: 'warning',
  text: `${count === 1 ? 'A character' : `${count} characters, of which the first is here,`} could not be read.`,
  remedy: 'Save the file as UTF-8, or name its encoding by the option `encoding`.',
  place,
})

/** A CSV file has more problems than anybody reads. Points at the first that is not told. */
export const csvMore = (count: number, place: Place | undefined): PluginMessage => ({
  rule: 'csv-more',
  severity: 'error',
  text: `From here on this file has ${count} more problems.`,
  remedy: 'Mend those above first: one lost quote, or another delimiter, makes many.',
  ...(place === undefined ? {} : { place }),
})

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

function counted(cells: number): string {
  return cells === 1 ? '1 cell' : `${cells} cells`
}

function pointText(point: Place['start'] | undefined): string {
  return point === undefined ? 'the header' : `${point.line}:${point.column}`
}

function shortened(text: string): string {
  return text.length > 60 ? `${JSON.stringify(text.slice(0, 60))} …` : JSON.stringify(text)
}
/** Two entries claim one place of a series; both are shown there. Points at the second. */
export const seriesPartTwice = (
  name: string,
  part: number,
  first: EntryView,
  second: EntryView,
): PluginMessage => ({
  rule: 'series-part-twice',
  severity: 'warning',
  text: `Two entries are part ${part} of the series \`${name}\`: ${first.path} and ${second.path}.`,
  remedy: 'Give one of them another `part`.',
  path: second.path,
})

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

/** One former address of two entries: nobody can tell where it should lead. Points at the second. */
export const aliasTwice = (alias: string, first: string, second: string): PluginMessage => ({
  rule: 'alias-twice',
  severity: 'error',
  text: `Two entries have the alias \`${alias}\`: ${first} and ${second}.`,
  remedy: 'Remove it from one of them.',
  path: second,
})
