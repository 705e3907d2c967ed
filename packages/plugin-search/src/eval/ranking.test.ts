import { expect, test, vi } from 'vitest'
import { memoryIndex, readingOf, simple } from '../../test/memory-index.js'
import { rank } from '../query/ranking.js'
import { createSearch } from '../query/search.js'
import { createWords } from '../terms/words.js'
import { findMany } from './ranking.js'

vi.mock('../query/ranking.js', { spy: true })

const words = createWords('en')

function searchIn(count: number) {
  const pages = Array.from({ length: count }, (_, at) => simple(at + 1, `Page ${at}`, `kafka burns ${at}`))
  const files = readingOf(memoryIndex(pages, { words }))
  return { files, search: createSearch({ files, stemmers: {}, language: 'en' }) }
}

test.each(['kafka', 'kafka -"kafka 7"', '"kafka burns"'])(
  'however many are wanted of %s, terms rank them once, and each page is read once',
  async (query) => {
    const { search, files } = searchIn(123)
    vi.mocked(rank).mockClear()
    const found = await findMany(search, query, 9999)
    expect(found).toMatchObject({ total: 123, isAtLeast: false })
    expect(new Set(found.hits.map(({ document }) => document)).size).toBe(123)
    expect(rank).toHaveBeenCalledTimes(1)
    expect(new Set(files.reads).size).toBe(files.reads.length)
  },
)

test('hits come as a visitor sees them who goes on', async () => {
  const { search } = searchIn(13)
  const seen = []
  for (const offset of [0, 5, 10]) seen.push(...(await search.find('kafka burns', { offset })).hits)
  expect((await findMany(search, 'kafka burns', 100)).hits).toEqual(seen)
  expect((await findMany(search, 'kafka burns', 7)).hits).toEqual(seen.slice(0, 7))
  const { hits, total } = await findMany(search, '"kafka burns"', 7)
  expect([hits.length, total]).toEqual([7, 10])
})
