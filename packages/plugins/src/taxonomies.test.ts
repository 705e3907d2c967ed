import { definePlugin } from '@blog-build/core/plugin'
import { optionProblems, testPlugin } from '@blog-build/core/testing'
import { expect, test } from 'vitest'
import { type TaxonomiesOptions, taxonomies } from './taxonomies.js'

/** Posts by number, each with these tags. */
const tagged = (...lists: string[][]) =>
  Object.fromEntries(lists.map((tags, at) => [`content/posts/${at}.md`, withField('tags', tags)]))
const withField = (name: string, values: string[], more = '') =>
  `---\n${name}: ${JSON.stringify(values)}\n${more}---\n# Post\n`

const build = (files: Record<string, string>, options?: TaxonomiesOptions, config = {}) =>
  testPlugin(() => taxonomies(options), { files, config })
const common = { layout: 'term', owner: 'taxonomies' }

test('every tag has a page, and all of them have one', async () => {
  const { pages } = await build(tagged(['erlang', 'c'], ['erlang']))
  const params = { field: 'tags', base: '/tags/', number: 1, pages: 1, perPage: 10 }
  expect(pages).toEqual([
    {
      permalink: '/tags/',
      layout: 'terms',
      navigation: 'Tags',
      params: { field: 'tags', base: '/tags/' },
      owner: 'taxonomies',
    },
    { permalink: '/tags/c/', title: 'c', params: { ...params, term: 'c', slug: 'c' }, ...common },
    {
      permalink: '/tags/erlang/',
      title: 'erlang',
      params: { ...params, term: 'erlang', slug: 'erlang' },
      ...common,
    },
  ])
})

test('a term with many entries has several pages', async () => {
  const files = tagged(['a'], ['a'], ['a'], ['b'])
  const { pages } = await build(files, {}, { perPage: 2 })
  expect(pages.map(({ permalink }) => permalink)).toEqual([
    '/tags/',
    '/tags/a/',
    '/tags/a/page/2/',
    '/tags/b/',
  ])
  expect(pages[2]?.params).toMatchObject({ number: 2, pages: 2, perPage: 2 })
  expect((await build(files, { perPage: 1 })).pages).toHaveLength(5)
})

test('without terms there are no pages; with the last entry of a term its page goes', async () => {
  expect((await build({})).pages).toEqual([])
  const built = await build(tagged(['a'], []))
  expect(Object.keys(built.outputs)).toEqual(['tags/a/index.html', 'tags/index.html'])
  const without = await built.edit({ files: tagged([]) })
  expect([without.outputs, without.pages]).toEqual([{}, []])
})

test('A30: tags of unlisted entries have no page', async () => {
  const files = { 'content/posts/a.md': withField('tags', ['secret'], 'unlisted: true\n') }
  expect((await build(files)).pages).toEqual([])
})

test('any field of any collection can be a taxonomy', async () => {
  const topics = {
    collection: 'articles',
    base: '/about/topics/',
    layout: 'topic',
    indexLayout: 'topics',
    title: 'Topics',
  }
  const files = { 'content/articles/a.md': withField('topics', ['cloud']) }
  const params = { field: 'topics', base: '/about/topics/', collection: 'articles' }
  expect((await build(files, { taxonomies: { topics } })).pages).toEqual([
    {
      permalink: '/about/topics/',
      navigation: 'Topics',
      layout: 'topics',
      params,
      title: 'Topics',
      owner: 'taxonomies',
    },
    {
      permalink: '/about/topics/cloud/',
      layout: 'topic',
      params: { ...params, term: 'cloud', slug: 'cloud', number: 1, pages: 1, perPage: 10 },
      title: 'cloud',
      owner: 'taxonomies',
    },
  ])
})

test('names of one slug share the page of the most used one, and a warning names them', async () => {
  const built = await build(tagged(['erlang'], ['Erlang'], ['Erlang']))
  expect(built.pages.map(({ permalink, title }) => [permalink, title])).toEqual([
    ['/tags/', undefined],
    ['/tags/erlang/', 'Erlang'],
  ])
  const [message, ...others] = built.messages
  expect(others).toEqual([])
  expect(message).toMatchObject({
    rule: 'terms-share-slug',
    severity: 'warning',
    plugin: 'taxonomies',
    path: 'content/posts/0.md',
  })
  expect(message?.text).toContain('`Erlang` and `erlang`')
  expect(message?.text).toContain('`/tags/erlang/`')
  const mended = await built.edit({ files: { 'content/posts/0.md': withField('tags', ['Erlang']) } })
  expect(mended.messages).toEqual([])
})

test('terms with a slug each are no matter of warning', async () => {
  expect((await build(tagged(['a', 'b'], ['a']))).messages).toEqual([])
})

test('terms named like properties of objects are terms', async () => {
  const { pages, messages } = await build(tagged(['__proto__', 'constructor']))
  expect(messages).toEqual([])
  expect(pages.map(({ title }) => title).sort()).toEqual(['__proto__', 'constructor', undefined])
})

test('titles and texts of entries are not asked for', async () => {
  const built = await build(tagged(['a'], ['a']))
  const longer = await built.edit({ files: { 'content/posts/1.md': '---\ntags: [a]\n---\n# Post\n\nMore.' } })
  expect(longer.ran).toEqual([])
  const titled = await longer.edit({ files: { 'content/posts/1.md': '---\ntags: [a]\n---\n# New' } })
  expect(titled.ran).toEqual([])
  expect((await titled.edit({ files: tagged(['a'], ['b']) })).ran).toEqual(['check', 'pages'])
})

test('wrong options are refused', async () => {
  const told = async (options: TaxonomiesOptions) =>
    (await optionProblems(taxonomies(options))).map(({ message }) => message).join()
  expect(await told({ taxonomies: { tags: { base: 'tags' } } })).toContain(
    '`taxonomies.tags.base`: it must be an address that starts and ends with `/`, not "tags".',
  )
  expect(await told({ taxonomies: { tags: { feild: 'tags' } as never } })).toContain(
    '`taxonomies.tags.feild`: there is no such option. Did you mean `field`?',
  )
  expect(await told({ taxonomies: { 'a b': {} } })).toContain("`a b` can't be an address")
  expect(await told({ taxonomies: { tags: {}, topics: { base: '/tags/' } } })).toContain(
    '`taxonomies.topics`: `tags` has the `base` `/tags/` too.',
  )
})

test('a new post with a tag runs nothing again that asks for the tag by its name; what counts, it does', async () => {
  const asking = definePlugin({
    name: 'asking',
    tasks: {
      link: async (context, tag: string) => (await context.term('tags', tag))?.slug ?? 'none',
      count: async (context, tag: string) => context.count({ where: { tags: tag } }),
    },
    head: async (context, { entry }) => {
      const tags = entry === undefined ? [] : ((await context.entry(entry))?.tags ?? [])
      const links = await Promise.all(tags.map((tag) => context.tasks.link(tag)))
      return links.map((slug) => ({ tag: 'link', attributes: { rel: 'tag', href: `/tags/${slug}/` } }))
    },
    emit: async (context) => [{ path: 'counts.txt', body: `${await context.tasks.count('a')}` }],
  })
  const built = await testPlugin(asking, { files: tagged(['a'], ['a', 'b']) })
  expect(built.outputs).toEqual({ 'counts.txt': '2' })
  const more = await built.edit({ files: { 'content/posts/2.md': withField('tags', ['a', 'b']) } })
  expect(more.ran).toEqual(['emit', 'head /posts/2/', 'tasks.count a'])
  expect(more.outputs).toEqual({ 'counts.txt': '3' })
  const other = await more.edit({ files: { 'content/posts/1.md': withField('tags', ['a']) } })
  expect(other.ran).toEqual(['head /posts/1/'])
  const last = await other.edit({ files: { 'content/posts/2.md': withField('tags', ['a']) } })
  expect(last.ran).toEqual(['head /posts/2/'])
})
