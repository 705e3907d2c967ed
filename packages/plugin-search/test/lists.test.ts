// Pages that list others: they are found by their names as pages are, and never stand before the pages of their cards.
import { stemmer } from '@orama/stemmers/english'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findMany } from '../src/eval/ranking.js'
import type { Found, Hit } from '../src/query/found.js'
import { createSearch } from '../src/query/search.js'
import { createWords } from '../src/terms/words.js'
import { type MemoryDocument, memoryIndex, readingOf, simple } from './memory-index.js'

const words = createWords('en', stemmer)

function searchIn(documents: readonly MemoryDocument[]) {
  const files = readingOf(memoryIndex(documents, { words }))
  return createSearch({ files, stemmers: { en: stemmer }, language: 'en' })
}

/** A list of pages, as the plugin makes one: a card has title and summary. */
function listOf(id: number, title: string, pages: readonly MemoryDocument[]): MemoryDocument {
  const texts = pages.map((page) => `${page.title}. ${page.summary}`)
  const sections = texts.map((text) => ({ anchor: '', heading: '', text, code: '' }))
  return { id, title, sections, collection: '' }
}

const filler = 'Nothing of this is about what is searched for here, but it has to stand somewhere.'
const peak = simple(11, 'Peak season', filler, { summary: 'How we test under load, with 200 teams.' })
const queues = simple(12, 'Slow queues', filler, { summary: 'Each waits for another one.' })
const parsers = simple(13, 'Two parsers', `${filler} One of them is slow to load. ${filler}`)
const blog = [
  listOf(1, 'Capacity', [peak]),
  listOf(2, 'Load testing', [peak]),
  listOf(3, 'Reliability', [queues, peak]),
  peak,
  queues,
  parsers,
]

const textOf = (pieces: Hit['title']) => pieces.map(({ text }) => text).join('')
const titlesOf = ({ hits }: Found) => hits.map(({ title }) => textOf(title))
const excerptsOf = ({ hits }: Found) => hits.map(({ excerpt }) => textOf(excerpt))

test('a list that only its cards find comes behind pages, theirs and others, and one with that name does not', async () => {
  const found = await searchIn(blog).find('load ')
  expect(titlesOf(found)).toEqual(['Peak season', 'Load testing', 'Two parsers', 'Capacity', 'Reliability'])
  expect(found.total).toBe(5)
})

test('the list that is named by the query comes before one whose name says more', async () => {
  const posts = Array.from({ length: 9 }, (_, at) =>
    simple(at + 20, `Kafka ${at}`, filler, { tags: ['kafka'], summary: 'On Kafka.' }),
  )
  const lists = [listOf(1, 'Kafka streams', posts.slice(0, 1)), listOf(2, 'Kafka', posts)]
  const found = await searchIn([...lists, ...posts]).find('kafka ')
  expect(titlesOf(found).filter((title) => !/\d/.test(title))).toEqual(['Kafka'])
})

test('of lists that are found by the same card, one shows it; a page shows its text in any case', async () => {
  const twin = { ...peak, id: 14 }
  const found = await searchIn([...blog, twin]).find('teams ')
  const [first, second, ...lists] = excerptsOf(found)
  expect([first, second]).toEqual([peak.summary, peak.summary])
  expect(lists).toEqual([`Peak season. ${peak.summary}`, '', ''])
  expect(found.total).toBe(5)
})

test('fewer hits are the first of more, with what they show', async () => {
  const many = Array.from({ length: 8 }, (_, at) => listOf(at + 20, `List ${at}`, [peak, queues]))
  const search = searchIn([...blog, ...many])
  const ten = await findMany(search, 'load test', 10)
  expect(await findMany(search, 'load test', 5)).toEqual({ ...ten, hits: ten.hits.slice(0, 5) })
  expect([ten.hits.length, ten.total]).toEqual([10, 13])
})

test('no phrase stands in two cards', async () => {
  const search = searchIn(blog)
  expect(titlesOf(await search.find('"slow queues"'))).toEqual(['Slow queues', 'Reliability'])
  expect((await search.find('"another one peak season"')).hits).toEqual([])
})

test('whatever its cards say, a list that only they find comes behind all of their pages', async () => {
  const some = fc.array(fc.constantFrom('kafka', 'alpha', 'beta', 'gamma'), { maxLength: 6 })
  const text = some.map((list) => list.join(' '))
  const page = fc.record({ title: text, summary: text.map((words) => `Of kafka ${words}`) })
  await fc.assert(
    fc.asyncProperty(fc.array(page, { minLength: 1, maxLength: 20 }), async (cards) => {
      const pages = cards.map(({ title, summary }, at) => simple(at + 10, title, filler, { summary }))
      const found = await searchIn([listOf(1, 'Name', pages), ...pages]).find('kafka ', { limit: 30 })
      expect(titlesOf(found).indexOf('Name')).toBe(pages.length)
    }),
    { numRuns: 100 },
  )
})
