/** What the terms of an index tell of a query: the documents in order, before any page is looked at. */
import { filterTerm } from '../format/entry.js'
import type { Correction, FindOptions } from './found.js'
import type { Index } from './index-reader.js'
import { type Match, matchWord } from './matching.js'
import type { Query, QueryWord, TypedWord } from './query.js'
import { byDate, type Ranked, rank, rarityOf } from './ranking.js'
import type { Stems } from './stems.js'

/** A query, answered as far as terms go. */
export interface Searched {
  ranked: Ranked[]
  /** The words that were found, in the order of the query. */
  words: { rarity: number; seenAs: ReadonlySet<string> }[]
  /** Documents that may have an excluded phrase. */
  suspects: ReadonlySet<number>
  corrections: Correction[]
  missing: string[]
}

type Asked = Required<Pick<FindOptions, 'filters' | 'sort' | 'isTyping'>>
type Answer = { word: QueryWord; match: Match }

export async function searchTerms(index: Index, query: Query, asked: Asked, stems: Stems): Promise<Searched> {
  const isDated = asked.sort === 'date' || query.words.length === 0
  const [answers, filtered, excluded, suspects, days] = await Promise.all([
    answersTo(index, query.words, asked.isTyping, stems),
    filteredBy(index, asked.filters),
    Promise.all(query.not.map((words) => havingAll(index, words, stems))),
    Promise.all(query.notPhrases.map((words) => havingAll(index, words, stems))),
    isDated ? index.dates() : new Map<number, number>(),
  ])
  const isWanted = (id: number) => filtered?.has(id) !== false && !excluded.some((ids) => ids.has(id))
  const evidence = answers.map(({ word: { isRequired }, match: { documents } }) => ({
    documents,
    isRequired,
  }))
  // Without words, all that the filters leave is found.
  if (query.words.length === 0 && filtered) {
    evidence.push({ documents: new Map([...filtered].map((id) => [id, 0])), isRequired: true })
  }
  const { documents } = index.entry
  const ranked = rank(evidence, documents, isWanted)
  const found = answers.filter(({ match }) => match.documents.size > 0)
  return {
    ranked: isDated ? byDate(ranked, days) : ranked,
    words: found.map(({ match: { documents: having, seenAs } }) => {
      return { rarity: rarityOf(having.size, documents), seenAs }
    }),
    suspects: new Set(suspects.flatMap((ids) => [...ids])),
    corrections: found
      .filter(({ match }) => match.used.length > 0)
      .map(({ word, match }) => ({ word: word.typed, used: match.used })),
    missing: answers.filter((answer) => !found.includes(answer)).map(({ word }) => word.typed),
  }
}

/** Words that most documents have are only asked for if no other one is found. */
async function answersTo(
  index: Index,
  words: readonly QueryWord[],
  isTyping: boolean,
  stems: Stems,
): Promise<Answer[]> {
  const answer = async (word: QueryWord): Promise<Answer> => {
    const leeway = { isOpen: isTyping && word.isOpen, isMisspelt: !word.isRequired }
    return { word, match: await matchWord(index, word, stems(word), leeway) }
  }
  const { rarer, common } = sorted(index, words)
  const answers = await Promise.all(rarer.map(answer))
  if (answers.some(({ match }) => match.documents.size > 0)) return answers
  return [...answers, ...(await Promise.all(common.map(answer)))]
}

function sorted<W extends TypedWord>(index: Index, words: readonly W[]): { rarer: W[]; common: W[] } {
  const isCommon = ({ stem }: TypedWord) => index.entry.common.includes(stem)
  return { rarer: words.filter((word) => !isCommon(word)), common: words.filter(isCommon) }
}

/** Documents that have all of these words; of those that most documents have only if there are no others. */
async function havingAll(index: Index, words: readonly TypedWord[], stems: Stems): Promise<Set<number>> {
  const { rarer, common } = sorted(index, words)
  const asked = rarer.length > 0 ? rarer : common
  const [first, ...others] = await Promise.all(asked.map((word) => matchWord(index, word, stems(word))))
  const ids = [...(first?.documents.keys() ?? [])]
  return new Set(ids.filter((id) => others.every(({ documents }) => documents.has(id))))
}

/** Documents that have one of the values in each field; nothing if no value is asked for. */
async function filteredBy(index: Index, filters: Asked['filters']): Promise<Set<number> | undefined> {
  const fields = Object.entries(filters).filter(([, values]) => values.length > 0)
  if (fields.length === 0) return undefined
  const having = await Promise.all(
    fields.map(async ([field, values]) => {
      const terms = await Promise.all(values.map((value) => index.term(filterTerm(field, value))))
      return new Set(terms.flatMap((term) => [...(term?.documents().keys() ?? [])]))
    }),
  )
  const [first = new Set<number>(), ...others] = having
  return new Set([...first].filter((id) => others.every((ids) => ids.has(id))))
}
