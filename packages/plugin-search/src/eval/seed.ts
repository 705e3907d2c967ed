/** Drafts a `search.queries.yml` for people to go on with. */
import type { IndexedPage } from '../format/entry.js'
import { addressOf } from './judged-query.js'

/** A page, as far as queries are drafted from it. */
export type SeedPage = Pick<IndexedPage, 'url' | 'title' | 'tags' | 'sections'>

/** Queries of each kind: enough to see something, few enough to be judged in an hour. */
const most = { titles: 20, headings: 10, tags: 10, pagesOfTag: 5 }

/** The first line of a draft. */
const mark =
  '# Drafted from titles, headings and tags, and judged by nobody: take this line out when that is done.'

const head = `${mark}
# - Write the queries as visitors would; take out what nobody would ask. Add words that the pages do not use.
# - Look at what the site has, and grade the pages: 3 answers the need, 2 helps much, 1 touches on it, 0 does not.
# - Add queries that no page answers, with \`answers: {}\`. Mark some with \`held: true\`, and do not tune by them.
# Then run \`blog-build search eval\`.
`

/** Whether the text of a file is a draft that nobody has judged: its first line still says so. */
export function isUnjudged(text: string): boolean {
  // Some editors put a byte order mark before all.
  return text.replace(/^\uFEFF/, '').startsWith(mark)
}

interface Draft {
  query: string
  /** Where it is from, for those who judge. */
  from: string
  addresses: string[]
}

/**
 * The text of a file with drafted queries; the same for the same pages. Each page that a query is taken from has the
 * grade 3, until somebody has looked.
 *
 * @param base Path under which the site lives.
 */
export function draftQueries(pages: readonly SeedPage[], base: string): string {
  const known = new Set<string>()
  const drafts = [...titlesOf(pages, base), ...headingsOf(pages, base), ...tagsOf(pages, base)].filter(
    ({ query }) => query !== '' && !known.has(query) && known.add(query),
  )
  return `${head}queries:${drafts.length === 0 ? ' []\n' : `\n${drafts.map(draftText).join('')}`}`
}

function titlesOf(pages: readonly SeedPage[], base: string): Draft[] {
  return spread(sorted(pages, base), most.titles).map(({ address, page }) => ({
    query: queryOf(page.title),
    from: `Title of ${quoted(address)}`,
    addresses: [address],
  }))
}

function headingsOf(pages: readonly SeedPage[], base: string): Draft[] {
  const all = sorted(pages, base).flatMap(({ address, page }) => {
    const named = page.sections.filter(({ heading }) => heading !== '')
    const middle = named[Math.floor(named.length / 2)]
    return middle ? [{ address, heading: middle.heading }] : []
  })
  return spread(all, most.headings).map(({ address, heading }) => ({
    query: queryOf(heading),
    from: `Heading in ${quoted(address)}`,
    addresses: [address],
  }))
}

/** Of tags that several pages have, but not most of them: the others tell too little or too much. */
function tagsOf(pages: readonly SeedPage[], base: string): Draft[] {
  const byTag = new Map<string, string[]>()
  for (const { address, page } of sorted(pages, base)) {
    for (const tag of new Set(page.tags)) byTag.set(tag, [...(byTag.get(tag) ?? []), address])
  }
  const telling = [...byTag].filter(([, { length }]) => length <= Math.max(1, pages.length / 3))
  const often = telling.sort(([a, left], [b, right]) => right.length - left.length || (a < b ? -1 : 1))
  return often.slice(0, most.tags).map(([tag, addresses]) => ({
    query: queryOf(tag),
    from: `Tag of ${addresses.length} ${addresses.length === 1 ? 'page' : 'pages'}`,
    addresses: addresses.slice(0, most.pagesOfTag),
  }))
}

function sorted(pages: readonly SeedPage[], base: string): { address: string; page: SeedPage }[] {
  return pages
    .map((page) => ({ address: addressOf(page.url, base), page }))
    .sort((a, b) => (a.address < b.address ? -1 : a.address > b.address ? 1 : 0))
}

/** So many of a list, evenly over all of it. */
function spread<T>(items: readonly T[], count: number): T[] {
  if (items.length <= count) return [...items]
  return Array.from({ length: count }, (_, at) => items[Math.floor((at * items.length) / count)] as T)
}

/** As people type: small letters, and no signs that have a meaning in a query. */
function queryOf(text: string): string {
  return text
    .toWellFormed()
    .toLowerCase()
    .replace(/[\p{Cc}\p{Cf}"“”„.,:;!?()[\]{}]+|(?<=^|\s)-+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}

function draftText({ query, from, addresses }: Draft): string {
  const answers = addresses.map((address) => `      ${quoted(address)}: 3\n`).join('')
  return `  # ${from}\n  - query: ${JSON.stringify(query)}\n    answers:\n${answers}`
}

/** Plain where YAML takes it for nothing else. */
function quoted(address: string): string {
  if (/^\/[\w/.-]*$/.test(address)) return address
  return JSON.stringify(address).replace(/[\u007f-\u009f\u2028\u2029\ufeff]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}
