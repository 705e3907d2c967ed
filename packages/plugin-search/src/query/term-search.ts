/** What the terms of an index tell of a query: the documents in order, before any page is looked at. */
import { filterTerm } from '../format/entry.js'
import type { Correction, FindOptions } from './found.js'
import type { Index } from './index-reader.js'
import { type Leeway, type Match, matchWord } from './matching.js'
import type { Query, QueryWord, TypedWord } from './query.js'
import { type Ranking, rank, rarityOf } from './ranking.js'
import { createSee, type See } from './seen.js'
import { sharedIds } from './shared-ids.js'
import type { Stems } from './stems.js'

/** A query, answered as far as terms go. */
export interface Searched {
  /** The words that were found, as they are seen in texts, and how much each tells. */
  see: See
  rarities: readonly number[]
  ranked: Ranking
  /** Documents that may have an excluded phrase. */
  suspects: ReadonlySet<number>
  /** Whether documents that were looked at pass, by id. */
  verdicts: Map<number, boolean>
  corrections: Correction[]
  missing: string[]
}

type Asked = Required<Pick<FindOptions, 'filters' | 'sort' | 'isTyping'>>
type Answer = Match & Pick<QueryWord, 'isRequired' | 'typed'>

export async function searchTerms(index: Index, query: Query, asked: Asked, stems: Stems): Promise<Searched> {
  const isDated = asked.sort === 'date' || query.words.length === 0
  const [answers, filtered, excluded, suspects, order] = await Promise.all([
    answersTo(index, query.words, asked.isTyping, stems),
    filteredBy(index, asked.filters),
    Promise.all(query.not.map((words) => havingAll(index, words, stems, { isWhole: true }))),
    Promise.all(query.notPhrases.map((words) => havingAll(index, telling(index, words), stems))),
    isDated ? import('./by-date.js').then(({ orderByDate }) => orderByDate(index)) : undefined,
  ])
  const unwanted = new Set(excluded.flat())
  const isWanted = (id: number) => filtered?.has(id) !== false && !unwanted.has(id)
  // Without words, all that the filters leave is found.
  const ids = Float64Array.from(filtered ?? []).sort()
  const everything = { ids, amounts: new Float64Array(ids.length) }
  const evidence = query.words.length > 0 ? answers : [{ documents: everything, isRequired: true }]
  const count = index.entry.documents
  const ranked = rank(evidence, count, isWanted)
  const found = answers.filter(({ documents }) => documents.ids.length > 0)
  return {
    ranked: order ? order(ranked) : ranked,
    // The words that were found, in the order of the query.
    see: createSee(found.map(({ seenAs }) => seenAs)),
    rarities: found.map(({ documents }) => rarityOf(documents.ids.length, count)),
    suspects: new Set(suspects.flat()),
    verdicts: new Map(),
    corrections: found.flatMap(({ typed, used }) => (used.length > 0 ? [{ word: typed, used }] : [])),
    missing: answers.filter((answer) => !found.includes(answer)).map(({ typed }) => typed),
  }
}

/**
 * Words that most documents have are only asked for if no other one is found, or if only they say which pages have what is
 * required: of a phrase with another word, pages tell whether they have all of it.
 */
async function answersTo(
  index: Index,
  words: readonly QueryWord[],
  isTyping: boolean,
  stems: Stems,
): Promise<Answer[]> {
  const answer = async (word: QueryWord): Promise<Answer> => {
    const leeway = { isOpen: isTyping && word.isOpen, isMisspelt: !word.isRequired }
    return { ...word, ...(await matchWord(index, word, stems(word), leeway)) }
  }
  const { rarer, common } = sorted(index, words)
  const isRequired = (word: QueryWord) => word.isRequired
  const needed = rarer.some(isRequired) ? [] : common.filter(isRequired)
  const answers = await Promise.all([...rarer, ...needed].map(answer))
  if (answers.some(({ documents }) => documents.ids.length > 0)) return answers
  const others = common.filter((word) => !needed.includes(word))
  return [...answers, ...(await Promise.all(others.map(answer)))]
}

function sorted<W extends TypedWord>(index: Index, words: readonly W[]): { rarer: W[]; common: W[] } {
  const isCommon = ({ stem }: TypedWord) => index.entry.common.includes(stem)
  return { rarer: words.filter((word) => !isCommon(word)), common: words.filter(isCommon) }
}

/** Without those that most documents have, if there are others. */
function telling(index: Index, words: readonly TypedWord[]): readonly TypedWord[] {
  const { rarer } = sorted(index, words)
  return rarer.length > 0 ? rarer : words
}

/** Documents that have all of these words. */
async function havingAll(
  index: Index,
  words: readonly TypedWord[],
  stems: Stems,
  leeway: Leeway = {},
): Promise<number[]> {
  const matches = await Promise.all(words.map((word) => matchWord(index, word, stems(word), leeway)))
  return sharedIds(matches.map(({ documents }) => new Set(documents.ids)))
}

/** Documents that have one of the values in each field; nothing if no value is asked for. */
async function filteredBy(index: Index, filters: Asked['filters']): Promise<Set<number> | undefined> {
  const fields = Object.entries(filters).filter(([, values]) => values.length > 0)
  if (fields.length === 0) return undefined
  const having = await Promise.all(
    fields.map(async ([field, values]) => {
      const terms = await Promise.all(values.map((value) => index.term(filterTerm(field, value))))
      return new Set(terms.flatMap((term) => [...(term?.documents().ids ?? [])]))
    }),
  )
  return new Set(sharedIds(having))
}
