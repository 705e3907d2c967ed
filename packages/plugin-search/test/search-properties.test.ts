// The search is what looking at each document would be, however the index is cut.
import { stemmer } from '@orama/stemmers/english'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { editsBetween } from '../src/query/edits.js'
import type { FindOptions } from '../src/query/found.js'
import { createSearch } from '../src/query/search.js'
import { createWords } from '../src/terms/words.js'
import { distance } from './edit-distance.js'
import { type MemoryDocument, memoryIndex, nameOf, readingOf } from './memory-index.js'
import { naiveSearch } from './naive-search.js'

const words = createWords('en', stemmer)
const numRuns = process.env.SOAK === '1' ? 2_000 : 150

const plain = [
  'cache',
  'caches',
  'caching',
  'call',
  'calling',
  'calls',
  'config',
  'configure',
  'configuration',
]
plain.push('erlang', 'kafka', 'naïve', 'C++', '2024', '2025')
const all = [...plain, 'getUserId', 'get', 'user', 'id', '検索', '全文']

const oneOf = (list: readonly string[]) => fc.constantFrom(...list)
const phrase = fc.array(oneOf(plain), { minLength: 1, maxLength: 3 }).map((list) => `"${list.join(' ')}"`)

/** A word with a letter swapped, left out, doubled or cut off behind. */
const misspelt = fc.tuple(oneOf(all), fc.nat(12), fc.nat(3)).map(([word, at, kind]) => {
  const rest = word.slice(at + 1)
  if (kind === 0) return word.slice(0, at + 1)
  if (kind === 1) return word.slice(0, at) + rest
  if (kind === 2) return word.slice(0, at) + rest.slice(0, 1) + word.slice(at, at + 1) + rest.slice(1)
  return `${word.slice(0, at + 1)}x${rest}`
})

const query = fc
  .tuple(
    fc.array(
      fc.oneof(
        { arbitrary: oneOf(all), weight: 5 },
        { arbitrary: misspelt, weight: 4 },
        { arbitrary: phrase, weight: 1 },
        { arbitrary: oneOf(all).map((word) => `-${word}`), weight: 1 },
        { arbitrary: phrase.map((text) => `-${text}`), weight: 1 },
      ),
      { maxLength: 4 },
    ),
    oneOf(['', ' ']),
  )
  .map(([items, end]) => items.join(' ') + end)

const text = fc.array(oneOf(all), { maxLength: 8 }).map((list) => list.join(' '))

const documents = fc
  .uniqueArray(
    fc.record({
      id: fc.nat(2 ** 31 - 1).map((id) => id * 2 ** 9),
      title: text,
      sections: fc.array(fc.record({ anchor: oneOf(['', 'a']), heading: text, text, code: text }), {
        minLength: 1,
        maxLength: 3,
      }),
      tags: fc.uniqueArray(oneOf(['erlang', 'c', 'kafka cache']), { maxLength: 2 }),
      authors: fc.uniqueArray(oneOf(['Erlang Kafka', 'Call']), { maxLength: 1 }),
      day: fc.option(fc.integer({ min: -1000, max: 1000 }), { nil: undefined }),
    }),
    { maxLength: 12, selector: ({ id }) => id },
  )
  .map((list) =>
    list.map(({ day, ...rest }): MemoryDocument => (day === undefined ? rest : { ...rest, day })),
  )

const options = fc.record({
  sort: fc.constantFrom('relevance' as const, 'date' as const),
  isTyping: fc.boolean(),
  filters: fc.oneof(
    fc.constant({}),
    fc.record({ tags: fc.uniqueArray(oneOf(['erlang', 'c', 'none']), { maxLength: 2 }) }),
  ),
})

const layout = fc.record({ drawers: fc.integer({ min: 1, max: 9 }), every: fc.integer({ min: 1, max: 20 }) })

function searchOf(list: readonly MemoryDocument[], { drawers, every }: { drawers: number; every: number }) {
  const cut = (terms: readonly string[]) => terms.filter((_, at) => at > 0 && at % every === 0)
  const files = readingOf(memoryIndex(list, { words, drawers, cut }))
  return { files, search: createSearch({ files, stemmers: { en: stemmer }, language: 'en' }) }
}

/** All hits in windows of one, which pages can't bring into another order. */
async function found(search: ReturnType<typeof createSearch>, text: string, options: FindOptions) {
  const ids: string[] = []
  let last = await search.find(text, { ...options, limit: 1 })
  while (last.hits.length > 0) {
    ids.push(...last.hits.map(({ document }) => document))
    last = await search.find(text, { ...options, limit: 1, offset: ids.length })
  }
  const { corrections, missing } = last
  return { ids, corrected: corrections.map(({ word }) => word), missing }
}

test('it finds what looking at each document finds, in that order, however the index is cut', async () => {
  await fc.assert(
    fc.asyncProperty(documents, query, options, layout, async (list, text, asked, layout) => {
      const { files, search } = searchOf(list, layout)
      const naive = naiveSearch(list, text, asked, words)
      expect(await found(search, text, asked)).toEqual({ ...naive, ids: naive.ids.map(nameOf) })
      expect(new Set(files.reads).size).toBe(files.reads.length)
    }),
    { numRuns },
  )
})

test('a window has the same pages whatever order its pages bring them in', async () => {
  await fc.assert(
    fc.asyncProperty(
      documents,
      query,
      layout,
      fc.integer({ min: 1, max: 5 }),
      async (list, text, layout, limit) => {
        const { search } = searchOf(list, layout)
        const one = await found(search, text, {})
        const window = await search.find(text, { limit, offset: limit })
        expect(window.hits.map(({ document }) => document).sort()).toEqual(
          one.ids.slice(limit, 2 * limit).sort(),
        )
        const scores = window.hits.map(({ score }) => score)
        expect(scores).toEqual([...scores].sort((a, b) => b - a))
      },
    ),
    { numRuns },
  )
})

test('edits are counted as their definition says, as far as they are of interest', () => {
  const word = fc.array(oneOf(['a', 'b', '𝒳']), { maxLength: 9 })
  fc.assert(
    fc.property(word, word, fc.nat(3), (from, to, most) => {
      const edits = distance(from.join(''), to.join(''))
      const counted = editsBetween(from, to, most)
      expect(counted <= most ? counted : most + 1).toBe(Math.min(edits, most + 1))
    }),
    { numRuns: 1000 },
  )
})
