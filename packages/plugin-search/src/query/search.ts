/** A search, from the query to what is shown. */
import type { IndexFiles } from '../format/files.js'
import { languageOf, type Stemmers } from '../terms/language.js'
import { createWords } from '../terms/words.js'
import type { Search } from './found.js'
import { toHits } from './hit.js'
import { createIndexReader } from './index-reader.js'
import { createPassages } from './passages.js'
import { toQuery } from './query.js'
import { createStems } from './stems.js'
import { searchTerms } from './term-search.js'
import { windowOf } from './window.js'

/** What a search is made of. */
export interface SearchOptions {
  /** Where the files of the index are read from. */
  files: IndexFiles
  /** Stemmers of the languages that the site is written in, the same as the index was made with. */
  stemmers: Stemmers
  /** The language of queries, BCP 47. */
  language: string
}

/**
 * A search over an index. Nothing is read before it is asked something, and nothing twice while it is remembered.
 *
 * Of a query, the first 1,000 characters and 32 words count.
 */
export function createSearch({ files, stemmers, language }: SearchOptions): Search {
  const own = languageOf(language)
  const words = createWords(language, Object.hasOwn(stemmers, own) ? stemmers[own] : undefined)
  const stemsIn = createStems(stemmers, own)
  // Without stems, which take longest of all: the index tells all forms of the words that it found.
  const passagesOf = createPassages(createWords(language))
  const use = createIndexReader(files)
  return {
    async find(text, { filters = {}, sort = 'relevance', offset = 0, limit = 5, isTyping = true } = {}) {
      const isCount = (given: unknown) => typeof given === 'number' && given >= 0
      if (!isCount(offset) || !isCount(limit)) throw new RangeError('`limit` and `offset` are 0 or more.')
      return use(async (index) => {
        const asked = { filters, sort, offset, limit, isTyping }
        const query = toQuery(text, words)
        // Who goes on to the next hits asks the same once more.
        const key = JSON.stringify([text, filters, sort, isTyping])
        const searched = await index.latest(key, () =>
          searchTerms(index, query, asked, stemsIn(index.entry.languages)),
        )
        const { shown, ...counted } = await windowOf(index, query, searched, asked, passagesOf)
        const { corrections, missing } = searched
        return { hits: toHits(shown, searched.rarities), ...counted, corrections, missing }
      })
    },
    filters: () =>
      use(async (index) =>
        (await index.filters()).map(({ field, label, values }) => {
          return { field, label, values: values.map(([value, label = value]) => ({ value, label })) }
        }),
      ),
    suggestions: () => use(async ({ entry }) => entry.suggestions),
  }
}
