import { stemmer } from '@orama/stemmers/english'
import { stemmer as german } from '@orama/stemmers/german'
import { expect, test } from 'vitest'
import { type MemoryDocument, memoryIndex, readingOf, simple } from '../../test/memory-index.js'
import { findMany } from '../eval/ranking.js'
import { createWords } from '../terms/words.js'
import type { FindOptions, Found, Marked } from './found.js'
import { createSearch } from './search.js'

const words = createWords('en', stemmer)
const stemmers = { en: stemmer, de: german }

const filler = 'Nothing of this is about what is searched for here, but it has to stand somewhere.'
const blog: MemoryDocument[] = [
  simple(0x0100000001, 'The hunt for the cluster killer', `An Erlang client brought down Kafka. ${filler}`, {
    tags: ['erlang', 'kafka'],
    day: 100,
  }),
  simple(0x0200000002, 'Erlang', `A language. ${filler}`, { tags: ['erlang'], day: 300 }),
  simple(0x0300000003, 'Configuring brokers', `${filler} Configuration of Kafka brokers by getUserId.`, {
    tags: ['kafka'],
    day: 200,
  }),
  simple(
    0x0400000004,
    'Caching',
    `We cache, and the caches are cached. ${filler} Kafka once ate an Erlang node.`,
  ),
  simple(0x0500000005, '全文検索', '日本語の検索エンジンについて。東京大学院で作った。'),
]

function searchIn(
  documents: readonly MemoryDocument[],
  more: Partial<Parameters<typeof memoryIndex>[1]> = {},
) {
  const files = readingOf(memoryIndex(documents, { words, ...more }))
  return { files, search: createSearch({ files, stemmers, language: 'en' }) }
}

async function titles(query: string, options?: FindOptions, documents = blog): Promise<string[]> {
  return titlesOf(await searchIn(documents).search.find(query, options))
}

const plain = (marked: Marked) => marked.map(({ text }) => text).join('')
const shown = (marked: Marked) => marked.map(({ text, isMatch }) => (isMatch ? `[${text}]` : text)).join('')
const titlesOf = ({ hits }: Found) => hits.map(({ title }) => plain(title))

test.each([
  ['erlang kafka', ['The hunt for the cluster killer', 'Caching', 'Erlang', 'Configuring brokers']],
  ['caches', ['Caching']],
  ['getUserId', ['Configuring brokers']],
  ['user', ['Configuring brokers']],
  ['-erlang kafka', ['Configuring brokers']],
  ['"erlang client"', ['The hunt for the cluster killer']],
  ['"client erlang"', []],
  ['“Kafka Brokers”', ['Configuring brokers']],
  ['kafka -"kafka brokers"', ['The hunt for the cluster killer', 'Caching']],
  ['"get user id"', ['Configuring brokers']],
  ['検索', ['全文検索']],
  ['"東京大学"', ['全文検索']],
  ['"京東大学"', []],
  ['', []],
  ['-erlang', []],
  ['"" - -- !', []],
])('%s finds its pages, the best first', async (query, expected) => {
  expect(await titles(query)).toEqual(expected)
})

test('the last word may be the beginning of one while it is typed', async () => {
  expect(await titles('configu')).toEqual(['Configuring brokers'])
  expect(await titles('erl configu', { isTyping: true })).toEqual(['Configuring brokers'])
  expect(await titles('kafk ')).not.toEqual([])
  expect(await titles('confi', { isTyping: false })).toEqual([])
  expect((await searchIn(blog).search.find('confi ')).missing).toEqual(['confi'])
})

test('a word that stands nowhere is taken for one that looks like it, and that is told', async () => {
  const { search } = searchIn(blog)
  const found = await search.find('Erlnag xyzzy')
  expect(found.corrections).toEqual([{ word: 'Erlnag', used: ['erlang'] }])
  expect(found.missing).toEqual(['xyzzy'])
  expect(titlesOf(found)).toContain('Erlang')
  expect((await search.find('configuartoin ')).corrections).toEqual([
    { word: 'configuartoin', used: ['configuration'] },
  ])
  expect((await search.find('relang ')).missing).toEqual(['relang'])
  expect((await search.find('"erlnag"')).missing).toEqual(['erlnag'])
})

test('filters leave what has one value of each field; without words, the latest first', async () => {
  expect(await titles('kafka', { filters: { tags: ['erlang'] } })).toEqual([
    'The hunt for the cluster killer',
  ])
  expect(await titles('', { filters: { tags: ['erlang', 'kafka'] } })).toEqual([
    'Erlang',
    'Configuring brokers',
    'The hunt for the cluster killer',
  ])
  expect(await titles('kafka', { filters: { tags: ['erlang'], year: ['2024'] } })).toEqual([])
  expect(await titles('erlang', { filters: { tags: [] } })).toHaveLength(3)
  expect(await titles('erlang', { filters: { constructor: ['x'] } })).toEqual([])
})

test('sorted by date, the pages with most of the words stand alone, the latest first, those without a date last', async () => {
  expect(await titles('kafka', { sort: 'date' })).toEqual([
    'Configuring brokers',
    'The hunt for the cluster killer',
    'Caching',
  ])
  expect(await titles('erlang kafka', { sort: 'date' })).toEqual([
    'The hunt for the cluster killer',
    'Caching',
  ])
})

test('pages come in windows', async () => {
  const many = Array.from({ length: 12 }, (_, at) => simple(at + 1, `Page ${at}`, 'kafka'))
  const { search } = searchIn(many)
  const first = await search.find('kafka')
  const last = await search.find('kafka', { offset: 10 })
  expect([first.hits.length, last.hits.length, first.total, last.total]).toEqual([5, 2, 12, 12])
  expect(titlesOf(await search.find('kafka', { offset: 20 }))).toEqual([])
  expect((await search.find('kafka', { limit: 0 })).total).toBe(12)
})

test.each([{ limit: -1 }, { offset: -5 }, { limit: Number.NaN }, { limit: '5' as unknown as number }])(
  '%j is no window',
  async (options) => {
    const { search } = searchIn([simple(1, 'Page', 'kafka')])
    await expect(search.find('kafka', options)).rejects.toThrow(RangeError)
    const none = { limit: undefined, filters: undefined } as unknown as FindOptions
    expect(titlesOf(await search.find('kafka', none))).toEqual(['Page'])
  },
)

test('of a phrase, the nearest pages are looked at, and no more', async () => {
  const many = Array.from({ length: 80 }, (_, at) =>
    simple(at + 1, `Page ${at}`, `kafka ${at > 60 ? 'burns' : 'is it that burns'}`),
  )
  const { search, files } = searchIn(many)
  const found = await search.find('"kafka burns"')
  expect(files.reads.filter((path) => path.startsWith('pages/')).length).toBeLessThanOrEqual(30)
  expect(found).toMatchObject({ hits: [], total: 0, isAtLeast: true })
  const near = await search.find('"kafka is it"')
  expect(near.hits).toHaveLength(5)
  expect(near.isAtLeast).toBe(true)
})

test.each([[[4, 11, 28, 31, 32, 33, 34, 35, 61]], [[4, 31, 61]], [[29, 59]]])(
  'windows of a phrase that pages have at %j show them all, each once',
  async (places) => {
    const many = Array.from({ length: 80 }, (_, at) =>
      simple(at + 1, `Page ${at}`, places.includes(at) ? 'kafka burns burns' : 'burns burns kafka'),
    )
    const { search } = searchIn(many)
    const shown: string[] = []
    for (let offset = 0; offset < 80; offset += 5) {
      shown.push(...titlesOf(await search.find('"kafka burns"', { offset })))
    }
    expect(shown).toEqual(places.map((at) => `Page ${at}`))
    expect((await findMany(search, '"kafka burns"', 100)).hits).toHaveLength(places.length)
  },
)

test('windows without an excluded phrase show all pages, each once', async () => {
  const hasIt = (at: number) => at < 60 && at % 9 !== 0
  const many = Array.from({ length: 90 }, (_, at) =>
    simple(at + 1, `Page ${at}`, at >= 60 ? 'kafka' : hasIt(at) ? 'kafka burns' : 'kafka the burns'),
  )
  const { search } = searchIn(many)
  const found = await findMany(search, 'kafka -"kafka burns"', 100)
  const all = many.map(({ title }) => title).filter((_, at) => !hasIt(at))
  expect(titlesOf(found).sort()).toEqual(all.sort())
})

test('what is required or excluded is so though most documents have it', async () => {
  const documents = [
    simple(1, 'Both', 'plugin zebra'),
    simple(2, 'Plugin', 'plugin'),
    simple(3, 'Zebra', 'zebra'),
    simple(4, 'The plugin', 'the plugin'),
  ]
  const { search } = searchIn(documents, { common: ['plugin', 'the'] })
  const found = async (query: string) => titlesOf(await search.find(query)).sort()
  expect(await found('"plugin" zebra ')).toEqual(['Both', 'Plugin', 'The plugin'])
  expect(await found('"the plugin" zebra ')).toEqual(['The plugin'])
  expect(await found('zebra -plugin ')).toEqual(['Zebra'])

  const inJapanese = [simple(1, 'A', '東京の駅'), simple(2, 'B', '東京大学の駅'), simple(3, 'C', '大学の駅')]
  const { search: japanese } = searchIn(inJapanese, { common: ['大学'] })
  expect(titlesOf(await japanese.find('駅 -東京大学 ')).sort()).toEqual(['A', 'C'])
})

test('words that most documents have are asked for only where no other one is found', async () => {
  const { search, files } = searchIn(blog, { common: ['is', 'kafka'] })
  expect((await search.find('is erlang ')).total).toBe(3)
  expect((await search.find('kafka ')).total).toBe(3)
  expect((await search.find('kafka xyzzy ')).total).toBe(3)
  expect(titlesOf(await search.find('"kafka brokers" '))).toEqual(['Configuring brokers'])
  expect(new Set(files.reads).size).toBe(files.reads.length)
})

test('words of another language of the index are found by their stems', async () => {
  const inGerman = createWords('de', german)
  const documents = [simple(1, 'Haus', 'Die Katzen und ihre Häuser')]
  const files = readingOf(memoryIndex(documents, { words: inGerman, languages: ['de', 'en'] }))
  const search = createSearch({ files, stemmers, language: 'en' })
  expect(titlesOf(await search.find('Häusern '))).toEqual(['Haus'])
  const without = createSearch({ files, stemmers: { en: stemmer }, language: 'en' })
  const found = await without.find('Katzen ')
  expect(titlesOf(found)).toEqual(['Haus'])
  expect(found.corrections).toEqual([])
})

test('an excerpt shows where the words stand, a section is linked', async () => {
  const sections = [
    { anchor: '', heading: '', text: filler.repeat(5), code: '' },
    {
      anchor: 'über uns',
      heading: 'Of brokers',
      text: `${filler} ${filler} A Kafka\n  broker failed. ${filler} ${filler}`,
      code: '',
    },
    { anchor: 'code', heading: '', text: '', code: 'kafka.broker()' },
  ]
  const { search } = searchIn([{ id: 7, title: 'Kafka', sections, url: '/kafka/' }])
  const [hit] = (await search.find('kafka brokers ')).hits
  expect(shown(hit?.title ?? [])).toBe('[Kafka]')
  expect(shown(hit?.excerpt ?? [])).toContain('A [Kafka] [broker] failed.')
  expect(plain(hit?.excerpt ?? [])).toMatch(/^…\S.{140,180}\S…$/)
  expect(hit?.sections.map(({ url, heading }) => [url, shown(heading)])).toEqual([
    ['/kafka/#%C3%BCber%20uns', 'Of [brokers]'],
    ['/kafka/#code', ''],
  ])
})

test('an excerpt without any word of the query is the summary, or the beginning', async () => {
  const { search } = searchIn([
    simple(1, 'Kafka', filler.repeat(5)),
    simple(2, 'Kafka', filler, { summary: 'In short.' }),
  ])
  const excerpts = (await search.find('kafka')).hits.map(({ excerpt }) => shown(excerpt))
  expect(excerpts).toContain('In short.')
  expect(excerpts.some((text) => text.startsWith('Nothing of this') && text.length <= 181)).toBe(true)
})

test('pages whose words stand side by side, or whose title is the query, come first', async () => {
  const apart = (title: string) => simple(1, title, `kafka ${filler} broker`)
  expect(await titles('kafka broker ', {}, [apart('A'), simple(2, 'B', `${filler} kafka broker`)])).toEqual([
    'B',
    'A',
  ])
})

test('a page that lists others comes behind one that says the same itself', async () => {
  const list = simple(1, 'List of Kafka', filler, { collection: '' })
  const post = simple(2, 'Post on Kafka', filler)
  expect(await titles('kafka', {}, [list, post])).toEqual(['Post on Kafka', 'List of Kafka'])
  expect(await titles('list kafka', {}, [list, post])).toEqual(['List of Kafka', 'Post on Kafka'])
})

test('a first query of two words and five hits reads eight files, and none twice', async () => {
  const many = Array.from({ length: 50 }, (_, at) =>
    simple(at * 2 ** 30, `Page ${at}`, `kafka brokers ${at}`),
  )
  const { search, files } = searchIn(many)
  await Promise.all([search.find('kafka brokers'), search.find('kafka brokers')])
  expect(files.reads.length).toBeLessThanOrEqual(8)
  await search.find('kafka brokers')
  expect(files.reads.length).toBeLessThanOrEqual(8)
})

test('a phrase stands in a tag and in the name of an author, and in no two of them', async () => {
  const tagged = simple(1, 'Tagged', filler, { tags: ['load testing', 'erlang'] })
  const written = simple(2, 'Written', filler, { authors: ['Ada Lovelace'], tags: ['load', 'testing'] })
  const found = (query: string) => titles(query, {}, [tagged, written])
  expect(await found('"load testing"')).toEqual(['Tagged'])
  expect(await found('"ada lovelace"')).toEqual(['Written'])
  expect(await found('"testing erlang"')).toEqual([])
  expect(await found('load -"load testing"')).toEqual(['Written'])
  expect(await found('testing -“Ada Lovelace”')).toEqual(['Tagged'])
  const [hit] = (await searchIn([tagged]).search.find('"load testing"')).hits
  expect(shown(hit?.excerpt ?? [])).toBe(filler)
})

test('filters and suggestions are told', async () => {
  const named = simple(9, 'Named', filler, { filters: [['tags', 'c', 'C++']] })
  const { search, files } = searchIn([blog[1] as MemoryDocument, named])
  expect(files.reads).toEqual([])
  expect(await search.suggestions()).toEqual(['kafka'])
  expect(await search.filters()).toEqual([
    {
      field: 'tags',
      label: 'Tags',
      values: [
        { value: 'c', label: 'C++' },
        { value: 'erlang', label: 'erlang' },
      ],
    },
  ])
})

test('a word that is repeated at the end may go on', async () => {
  expect(await titles('configu kafka configu')).toContain('Configuring brokers')
  expect((await searchIn(blog).search.find('configu kafka configu')).missing).toEqual([])
})

test('of many words that look like a misspelt one, those of most documents are taken', async () => {
  const letters = [...'abcdefghijklmno']
  const rare = letters.map((letter, at) => simple(at + 1, letter, `worn${letter}`))
  const often = [100, 101].map((id) => simple(id, 'often', 'wornz'))
  const { search } = searchIn([...rare, ...often])
  const [correction] = (await search.find('wornq ')).corrections
  expect(correction?.used).toHaveLength(10)
  expect(correction?.used[0]).toBe('wornz')
})

test('an excerpt of a text without spaces begins and ends with a word', async () => {
  const text = '日本語の検索エンジンについて。'.repeat(40)
  const { search } = searchIn([simple(1, '検索', `${text}東京大学。${text}`)])
  const [hit] = (await search.find('東京大学')).hits
  const excerpt = shown(hit?.excerpt ?? [])
  expect(excerpt.replace(/[[\]]/g, '')).toContain('東京大学')
  expect(excerpt).toMatch(/\[東京\]?/)
  expect(plain(hit?.excerpt ?? []).length).toBeLessThanOrEqual(182)
})
