/** `blog-build search`: finds what the content is now, as a visitor would. Publishes nothing. */
import { findMany } from '@blog-build/plugin-search/eval'
import type { Found } from '@blog-build/plugin-search/query'
import { foundText, wordNotes } from '../found-text.js'
import {
  type Outcome,
  type Problem,
  problemOf,
  runSearch,
  type SearchedSite,
  type SearchRun,
  type SearchWorld,
  usingIndex,
} from '../search-run.js'
import { type SiteIndex, type WithIndex, withIndex } from '../site-index.js'
import { filtersOf, type GivenFilter } from './search-filter.js'

/** The options of the command line, checked. */
export interface SearchOptions extends SearchedSite {
  /** Greatest number of hits. */
  limit?: number
  /** Fields, each with a value that pages must have. */
  filter?: GivenFilter[]
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
  const wanted = filtersOf(filter, filter.length > 0 ? await index.search.filters() : [])
  if ('problem' in wanted) return problemOf(wanted.problem)
  const found = await findMany(index.search, query, limit, { ...wanted, sort })
  const isFound = found.hits.length > 0
  const document: SearchReport = { status: isFound ? 'found' : 'nothing', query, ...found, messages: [] }
  if (isFound) return { code: 0, document, text: foundText(found, { colors, width }) }
  return { code: 1, document, problem: nothingOf(query, found, filter.length > 0) }
}

function nothingOf(query: string, found: Found, isFiltered: boolean): Problem {
  return {
    text: [`Nothing was found for ${JSON.stringify(query)}.`, ...wordNotes(found)].join(' '),
    remedy: isFiltered ? 'Use fewer filters, or other words.' : 'Use other words, or fewer.',
  }
}
