// The plugin: what gets into the index, and what a change of the site changes in it.
import { reference } from '@blog-build/core'
import { optionProblems, testPlugin, testPluginLaws } from '@blog-build/core/testing'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { english } from '../src/client/words.js'
import { type SearchOptions, search } from '../src/index.js'
import { textGroups, textNames } from '../src/options.js'
import { openBuilt } from './built-index.js'

type World = NonNullable<Parameters<typeof testPlugin>[1]>

async function build(files: Record<string, string>, options: SearchOptions = {}, more: Partial<World> = {}) {
  const built = await testPlugin(() => search(options), { files, now: '2030-01-01T00:00:00Z', ...more })
  expect(built.messages.filter(({ severity }) => severity !== 'info')).toEqual([])
  return built
}
type Built = Awaited<ReturnType<typeof build>>

const urls = async (built: Built, query: string, options = {}) =>
  (await (await openBuilt(built.bytes)).find(query, options)).hits.map(({ url }) => url)

const post = (fields: string, body: string) => `---\n${fields}\n---\n\n${body}\n`

const files = {
  'content/posts/queues.md': post(
    'title: Waiting in line\ndate: 2024-03-01\ntags: [erlang, queues]\nauthors: [ada]\nsummary: About brokers.',
    '# Waiting in line\n\nA message waits.\n\n## Retries\n\nThe broker retried twice.\n\n```ts\nconst getUserId = 1\n```',
  ),
  'content/posts/caches.md': post(
    'title: Remembering\ndate: 2023-01-02\ntags: [caching]',
    'A cache keeps naïve answers; caches forget. 全文搜索引擎也可以。',
  ),
  'content/posts/draft.md': post('title: Unready\ndate: 2024-01-01\ndraft: true', 'Secretdraftword.'),
  'content/posts/hidden.md': post('title: Hidden\ndate: 2024-01-01\nunlisted: true', 'Secretlistword.'),
  'content/authors/ada.md': post('title: Ada Lovelace', 'Writes.'),
}

test.each([
  ['cach', ['/posts/caches/']],
  ['caching', ['/posts/caches/']],
  ['naive', ['/posts/caches/']],
  ['getUserId', ['/posts/queues/']],
  ['user', ['/posts/queues/']],
  ['"retried twice"', ['/posts/queues/']],
  ['message -cache', ['/posts/queues/']],
  ['message -cacheKeeps', ['/posts/queues/']],
  ['answers -cacheKeeps', ['/posts/caches/']],
  ['retires', ['/posts/queues/']],
  ['broker', ['/posts/queues/']],
  ['搜索引擎', ['/posts/caches/']],
  ['secretdraftword', []],
  ['secretlistword', []],
])('%s finds', async (query, expected) => {
  expect(await urls(await build(files), query)).toEqual(expected)
})

test('authors are found by their names, and values of fields are those to filter by', async () => {
  const built = await build(files)
  expect(await urls(built, 'lovelace')).toEqual(['/authors/ada/', '/posts/queues/'])
  const index = await openBuilt(built.bytes)
  expect(await index.filters()).toEqual([
    {
      field: 'tags',
      label: 'Tags',
      values: ['caching', 'erlang', 'queues'].map((one) => ({ value: one, label: one })),
    },
    { field: 'authors', label: 'Authors', values: [{ value: 'ada', label: 'Ada Lovelace' }] },
    {
      field: 'collection',
      label: 'Collection',
      values: ['authors', 'posts'].map((one) => ({ value: one, label: one })),
    },
    { field: 'year', label: 'Year', values: ['2024', '2023'].map((one) => ({ value: one, label: one })) },
  ])
  expect(await urls(built, 'a', { filters: { year: ['2023'] } })).toEqual(['/posts/caches/'])
  expect(await urls(built, 'a', { filters: { tags: ['erlang'], year: ['2024'] } })).toEqual([
    '/posts/queues/',
  ])
})

test('a reference is filtered by the id of its entry, and shown as that', async () => {
  const config = {
    collections: { posts: { schema: z.looseObject({ title: z.string(), company: reference('companies') }) } },
  }
  const built = await build(
    {
      'content/companies/klarna.md': post('title: Klarna', 'A company.'),
      'content/companies/other.md': post('title: Other', 'A company.'),
      'content/posts/a.md': post('title: A\ncompany: klarna', 'Text.'),
      'content/posts/b.md': post('title: B\ncompany: other', 'Text.'),
    },
    { filters: ['company'] },
    { config },
  )
  expect(await urls(built, 'text', { filters: { company: ['companies/klarna'] } })).toEqual(['/posts/a/'])
  const [field] = await (await openBuilt(built.bytes)).filters()
  expect(field?.values[0]).toEqual({ value: 'companies/klarna', label: 'Klarna' })
})

test('tags are filtered by as the site has them, and a collection by its own name', async () => {
  const built = await build(
    { 'content/posts/a.md': post('title: Reading\ntags: erlang, kafka\ncollection: Summer', 'Books.') },
    { lists: false },
  )
  expect(await urls(built, 'books ', { filters: { tags: ['kafka'] } })).toEqual(['/posts/a/'])
  expect(await urls(built, 'books ', { filters: { collection: ['posts'] } })).toEqual(['/posts/a/'])
  const [tags] = await (await openBuilt(built.bytes)).filters()
  expect(tags?.values.map(({ value }) => value)).toEqual(['erlang', 'kafka'])
})

test('of a section, the anchor is told', async () => {
  const found = await (await openBuilt((await build(files)).bytes)).find('broker retried')
  expect(found.hits[0]?.sections[0]?.url).toBe('/posts/queues/#retries')
  expect(found.hits[0]?.day).toBe('Mar 1, 2024')
})

test('pages of lists are found by title and cards, and not where that is not wanted', async () => {
  const pages = {
    name: 'lists',
    pages: () => [
      {
        permalink: '/tags/erlang/',
        layout: 'term',
        params: { field: 'tags', term: 'erlang', number: 1 },
        title: 'erlang',
      },
      { permalink: '/tags/erlang/page/2/', layout: 'term', params: { number: 2, pages: 2 }, title: 'erlang' },
      { permalink: '/404.html', layout: 'x', params: {}, title: 'erlang', unlisted: true },
    ],
  }
  const with_ = { config: { plugins: [pages] } }
  expect(await urls(await build(files, {}, with_), 'erlang')).toEqual(['/tags/erlang/', '/posts/queues/'])
  expect(await urls(await build(files, { lists: false }, with_), 'erlang')).toEqual(['/posts/queues/'])
  expect(await urls(await build(files, {}, with_), 'brokers line')).toContain('/tags/erlang/')
  const other = post('title: Actors\ndate: 2020-01-01\ntags: [erlang]', 'Each has a mailbox.')
  const two = await build({ ...files, 'content/posts/actors.md': other }, {}, with_)
  expect(await urls(two, '"about brokers"')).toContain('/tags/erlang/')
  expect(await urls(two, '"brokers actors"')).toEqual([])
})

test('only the collections that are named are found', async () => {
  expect(await urls(await build(files, { collection: 'authors' }), 'ada writes cache')).toEqual([
    '/authors/ada/',
  ])
})

test('a sentence more changes the files of its words, the page, and the entry file', async () => {
  const built = await build(manyPosts())
  const next = await built.edit({
    files: { 'content/posts/p7.md': manyPosts('Another zebra.')['content/posts/p7.md'] },
  })
  const changed = next.changed.filter((path) => path.startsWith('search-index/'))
  // The page and the entry file; and of each of two new words the terms and the list of words of its drawer.
  expect(changed.length).toBeLessThanOrEqual(6)
  expect(changed).toContain('search-index/index.json')
  expect(await urls(next, 'zebra')).toEqual(['/posts/p7/'])
  expect(next.ran.filter((one) => one.startsWith('tasks.record'))).toHaveLength(1)
  expect(next.ran).not.toContain('emit')
})

/** Posts of words that are seldom the same. */
function manyPosts(more = ''): Record<string, string> {
  const word = (at: number) => `${'bcdfghklmn'[at % 10]}${'aeiou'[at % 5]}${at.toString(36)}r`
  return Object.fromEntries(
    Array.from({ length: 60 }, (_, at): [string, string] => {
      const body = Array.from({ length: 80 }, (_, n) => word(at * 31 + n * 7)).join(' ')
      return [
        `content/posts/p${at}.md`,
        post(`title: Post ${at}\ndate: 2024-01-01`, `${body} ${at === 7 ? more : ''}`),
      ]
    }),
  )
}

test('an entry that comes or goes shifts nothing', async () => {
  const built = await build(manyPosts())
  const next = await built.edit({
    files: { 'content/posts/new.md': post('title: New\ndate: 2024-05-05', 'Zebra.') },
  })
  const pages = next.changed.filter((path) => path.startsWith('search-index/pages/'))
  expect(pages).toHaveLength(1)
  const gone = await next.edit({ files: { 'content/posts/new.md': undefined } })
  expect(gone.outputs).toEqual(built.outputs)
})

test('a site of another language is searched in it', async () => {
  const german = { 'content/posts/a.md': post('title: Häuser\ndate: 2024-01-01', 'Die Straßen der Häuser.') }
  const built = await build(german, {}, { config: { language: 'de-AT' } })
  const index = await openBuilt(built.bytes, 'de')
  expect((await index.find('haus strasse')).hits).toHaveLength(1)
  const script = Object.keys(built.all).find((path) => /assets\/search\.[\w-]+\.js$/.test(path)) ?? ''
  expect(built.all[script]).toContain('de')
  // It is compiled while it is loaded.
  expect(built.all[script]).toMatch(/^\/\/# allFunctionsCalledOnLoad\n/)
})

test.each(['English (US)', 'en_US', '__proto__', 'constructor', '""'])(
  'a page whose field `language` is %s is in that of the site',
  async (language) => {
    const page = post(`title: A\ndate: 2024-01-01\nlanguage: ${language}`, 'The caches of 全文.')
    const built = await build({ 'content/posts/a.md': page })
    expect(await urls(built, 'caching 全文')).toEqual(['/posts/a/'])
    expect(await urls(built, 'caching')).toEqual(['/posts/a/'])
  },
)

test('the head of pages tells where the index is', async () => {
  const built = await build(files, {}, { config: { base: '/blog/' } })
  expect(built.page('/posts/queues/')?.head).toContainEqual({
    tag: 'meta',
    attributes: { name: 'blog-search', content: '/blog/search-index/' },
  })
})

test('texts of the element are told in the head', async () => {
  const words = { search: 'Suche </script>', pages: { one: '{count} Seite', other: '{count} Seiten' } }
  const built = await build(files, { words })
  const html = built.all['posts/queues/index.html'] ?? ''
  const [, told = ''] = /<script type="application\/json" id="search-words">(.*?)<\/script>/s.exec(html) ?? []
  expect(JSON.parse(told)).toEqual(words)
  expect([...textNames, ...textGroups].sort()).toEqual(Object.keys(english).sort())
})

test.each([
  [{ words: { serach: 'x' } }, 'words.serach', 'there is no such option. Did you mean `search`?'],
  [{ words: { pages: 'x' } }, 'words.pages', 'it must be an object of texts.'],
  [{ filters: 'tags' }, 'filters', 'it must be a list of fields.'],
  [{ filters: ['a=b'] }, 'filters.0', 'it must be a field, without `=`.'],
  [{ weights: { title: -1 } }, 'weights.title', 'it must be a number from 0 to 100.'],
  [{ weights: { titel: 1 } }, 'weights.titel', 'there is no such option. Did you mean `title`?'],
  [{ suggestion: [] }, 'suggestion', 'there is no such option. Did you mean `suggestions`?'],
])('options %j are refused', async (options, option, message) => {
  expect(await optionProblems(search(options as SearchOptions))).toEqual([
    { option, message: `Plugin \`search\` refuses its option \`${option}\`: ${message}` },
  ])
})

test('a collection or a field that nothing has is told', async () => {
  const said = async (options: SearchOptions) => {
    const { messages } = await testPlugin(() => search(options), { files })
    return messages
      .filter(({ severity }) => severity === 'warning')
      .map(({ rule, remedy }) => `${rule}: ${remedy}`)
  }
  expect(await said({ collection: ['posts', 'psots'] })).toEqual([
    'search-collection-empty: Mend the option `collection` of `search`, or leave it out: then all that have pages are found.',
  ])
  expect(await said({ filters: ['tags', 'athors', 'authors'] })).toEqual([
    'search-filter-empty: Did you mean `authors`?',
  ])
})

test('values of any length can be filtered by', async () => {
  const sources = Object.fromEntries(
    Array.from({ length: 300 }, (_, at): [string, string] => {
      const source = `https://example.org/${'a-long-folder/'.repeat(9)}${at}`
      return [
        `content/posts/p${at}.md`,
        post(`title: Post ${at}\ndate: 2024-01-01\nsource: ${source}`, 'Text.'),
      ]
    }),
  )
  const built = await build(sources, { filters: ['source'] })
  const value = `https://example.org/${'a-long-folder/'.repeat(9)}77`
  expect(await urls(built, 'text', { filters: { source: [value] } })).toEqual(['/posts/p77/'])
})

test('a heading that is not the title, and the page of an entry without its own, are found', async () => {
  const shown = {
    'content/posts/a.md': post('title: Different\ndate: 2024-01-01', '# Zebra heading\n\nText.'),
    'content/notes/b.md': post('title: Away', 'Walrus.'),
    'content/posts/c.md': post('title: Secret\ndate: 2024-01-01\nunlisted: true', 'Marmot.'),
    'content/posts/d.md': post('title: Go\ndate: 2024-01-01\nlanguage: Go', 'Caching.'),
  }
  const page = (permalink: string, entry: string) => ({ permalink, layout: 'x', params: {}, entry })
  const pages = { name: 'more', pages: () => [page('/people/b/', 'notes/b'), page('/print/c/', 'posts/c')] }
  const config = { plugins: [pages], collections: { notes: { permalink: false as const } } }
  const built = await build(shown, {}, { config })
  expect(await urls(built, 'zebra')).toEqual(['/posts/a/'])
  expect(await urls(built, 'walrus')).toEqual(['/people/b/'])
  expect(await urls(built, 'marmot')).toEqual([])
  expect(await urls(built, 'caches')).toEqual(['/posts/d/'])
})

test('whatever is edited, the index is that of a clean build', async () => {
  const report = await testPluginLaws(() => search(), { sites: 2, builds: 10 })
  expect(report.published).toBeGreaterThan(5)
  expect(report.ran['tasks.record']).toBeGreaterThan(8)
}, 240_000)
