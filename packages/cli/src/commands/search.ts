/** `blog-build search`: finds what the content is now, as a visitor would. Publishes nothing. */
import { findMany } from '@blog-build/plugin-search/eval'
import type { FilterField, Found } from '@blog-build/plugin-search/query'
import { foundText, wordNotes } from '../found-text.js'
import {
  type Outcome,
  type Problem,
  runSearch,
  type SearchedSite,
  type SearchRun,
  type SearchWorld,
  usingIndex,
} from '../search-run.js'
import { type SiteIndex, type WithIndex, withIndex } from '../site-index.js'

/** The options of the command line, checked. */
export interface SearchOptions extends SearchedSite {
  /** Greatest number of hits. */
  limit?: number
  /** Fields, each with a value that pages must have. */
  filter?: [field: string, value: string][]
  sort?: 'relevance' | 'date'
}

/** What `--json` writes to stdout; only status and messages where nothing could be searched, and `error` where no message says why. */
export interface SearchReport extends Found {
  status: 'found' | 'nothing'
  query: string
  messages: []
}

/** As many as a visitor sees first. */
const usualLimit = 5

/** Exit codes: 0 found; 1 nothing found, or the content has errors; 2 configuration; 3 a fault of the program. */
export async function search(
  root: string,
  query: string,
  options: SearchOptions,
  world: SearchWorld = process,
  open: WithIndex = withIndex,
): Promise<void> {
  await runSearch(root, options, world, (run) =>
    usingIndex(run, open, (index) => find(index, query, options, run)),
  )
}

async function find(
  index: SiteIndex,
  query: string,
  options: SearchOptions,
  { colors, width }: SearchRun,
): Promise<Outcome> {
  const { filter = [], limit = usualLimit, sort = 'relevance' } = options
  const found = await findMany(index.search, query, limit, { filters: filtersOf(filter), sort })
  const isFound = found.hits.length > 0
  const document: SearchReport = { status: isFound ? 'found' : 'nothing', query, ...found, messages: [] }
  if (isFound) return { code: 0, document, text: foundText(found, { colors, width }) }
  return { code: 1, document, problem: nothingOf(query, found, filter, await index.search.filters()) }
}

/** Values of one field are alternatives, fields are not. */
function filtersOf(filter: readonly [string, string][]): Record<string, string[]> {
  const filters = new Map<string, string[]>()
  for (const [field, value] of filter) filters.set(field, [...(filters.get(field) ?? []), value])
  return Object.fromEntries(filters)
}

function nothingOf(
  query: string,
  found: Found,
  filter: readonly [string, string][],
  fields: readonly FilterField[],
): Problem {
  const text = [`Nothing was found for ${JSON.stringify(query)}.`, ...wordNotes(found)].join(' ')
  const unknown = filter.find(([field]) => !fields.some((one) => one.field === field))
  const names = fields.map(({ field }) => field).join(', ')
  if (unknown && names !== '') return { text, remedy: `Filter by one of ${names}, not by ${unknown[0]}.` }
  return {
    text,
    remedy: filter.length > 0 ? 'Use fewer filters, or other words.' : 'Use other words, or fewer.',
  }
}
