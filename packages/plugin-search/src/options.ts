/** Options of the plugin, and how they are checked. */
import { nearest, type StandardSchemaV1 } from '@blog-build/core/plugin'
import * as z from 'zod/mini'
import type { FieldWeights } from './records/record.js'

/** Options of `search`. */
export interface SearchOptions {
  /** Whose entries can be found: a collection, or a list of them. @default all that have pages */
  collection?: string | string[]
  /** Whether pages without an entry can be found too, such as those of tags. @default true */
  lists?: boolean
  /**
   * How much a word counts in each field, up to 100; 0 leaves the field out. @default {}: see `standardWeights`
   */
  weights?: Partial<FieldWeights>
  /** Fields by which hits can be filtered; `collection` and `year` are such too. @default ['tags', 'authors', 'collection', 'year'] */
  filters?: string[]
  /** What people see for a field. @default {}: its name with a capital */
  labels?: Record<string, string>
  /** Queries that are offered under the field. @default []: the most used values of the first of `filters` that has subjects */
  suggestions?: string[]
  /** Languages (BCP 47) whose words are brought to their stems, beside that of the site. @default [] */
  languages?: string[]
  /** What the element says, for sites in another language: see `docs/search-element.md`. @default {}: English */
  words?: SearchTexts
}

/** Texts of the element by name: of `pages` and `atLeast` by plural category, or by count, of `problems` by kind. */
export type SearchTexts = Partial<Record<(typeof textNames)[number], string>> &
  Partial<Record<(typeof textGroups)[number], Record<string, string>>>

/** What the element says in one text. */
export const textNames = [
  ...([
    'search',
    'clear',
    'hits',
    'nothing',
    'wordless',
    'corrected',
    'missing',
    'more',
    'list',
    'try',
  ] as const),
  ...(['sort', 'byRelevance', 'byDate', 'filter', 'searching', 'again', 'reload'] as const),
] as const

/** What it says in several. */
export const textGroups = ['pages', 'atLeast', 'problems'] as const

/** How much a word counts in each field, where options do not say. */
export const standardWeights: FieldWeights = {
  title: 5,
  headings: 3,
  tags: 4,
  authors: 3,
  summary: 4,
  text: 1,
  code: 0.3,
}

/** What hits can be filtered by, where options do not say. */
export const standardFilters = ['tags', 'authors', 'collection', 'year']

/** The options, filled in. */
export type Settings = Required<Omit<SearchOptions, 'collection' | 'weights'>> & {
  collection?: string | string[]
  weights: FieldWeights
}

const aText = () => z.string('a text').check(z.regex(/\S/, 'a text'))
const aLanguage = () => aText().check(z.refine(isLanguage, 'a language, such as `en` or `de-AT`'))
const aField = () => aText().check(z.regex(/^[^=]*$/, 'a field, without `=`'))
const aList = (of: string) => z.array(aText(), `a list of ${of}`)
const aWeight = () =>
  z
    .number('a number from 0 to 100')
    .check(z.minimum(0, 'a number from 0 to 100'), z.maximum(100, 'a number from 0 to 100'))

const weights = {
  title: z.optional(aWeight()),
  headings: z.optional(aWeight()),
  tags: z.optional(aWeight()),
  authors: z.optional(aWeight()),
  summary: z.optional(aWeight()),
  text: z.optional(aWeight()),
  code: z.optional(aWeight()),
}

const words = Object.fromEntries([
  ...textNames.map((name) => [name, z.optional(aText())]),
  ...textGroups.map((name) => [name, z.optional(z.record(z.string(), aText(), 'an object of texts'))]),
])

const shape = {
  collection: z.optional(
    z.union(
      [aText(), aList('collections').check(z.minLength(1))],
      'the name of a collection, or a list of names',
    ),
  ),
  lists: z.optional(z.boolean('true or false')),
  weights: z.optional(z.strictObject(weights, 'an object')),
  filters: z.optional(z.array(aField(), 'a list of fields')),
  labels: z.optional(z.record(z.string(), aText(), 'an object of texts')),
  suggestions: z.optional(aList('queries')),
  languages: z.optional(z.array(aLanguage(), 'a list of languages, such as `en`')),
  words: z.optional(z.strictObject(words, 'an object of texts')),
}

function isLanguage(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length > 0
  } catch {
    return false
  }
}

/** Checks the options and fills them in. */
export const schema: StandardSchemaV1<SearchOptions, Settings> = {
  '~standard': {
    version: 1,
    vendor: 'blog-build',
    validate(options) {
      const answer = z.strictObject(shape, 'an object').safeParse(options)
      if (!answer.success) return { issues: answer.error.issues.flatMap(issuesOf) }
      const given = Object.fromEntries(
        Object.entries(answer.data as SearchOptions).filter(([, value]) => value !== undefined),
      )
      return { value: { ...defaults, ...given, weights: { ...standardWeights, ...given.weights } } }
    },
  },
}

const defaults = {
  lists: true,
  filters: standardFilters,
  labels: {},
  suggestions: [],
  languages: [],
  words: {},
}

/** An unknown key is an issue of its own, so that a message can point at it. */
function issuesOf(issue: z.core.$ZodIssue): StandardSchemaV1.Issue[] {
  if (issue.code !== 'unrecognized_keys')
    return [{ path: issue.path, message: `it must be ${issue.message}.` }]
  const known = Object.keys({ weights, words }[String(issue.path[0])] ?? shape)
  return issue.keys.map((key) => {
    const meant = nearest(key, known)
    const remedy =
      meant === undefined
        ? `There are ${known.map((name) => `\`${name}\``).join(', ')}.`
        : `Did you mean \`${meant}\`?`
    return { path: [...issue.path, key], message: `there is no such option. ${remedy}` }
  })
}
