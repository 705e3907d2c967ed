import { testPlugin } from '@blog-build/core/testing'
import { expect, test } from 'vitest'
import { toml } from './toml.js'
import { toTomlData } from './toml-data.js'

type Files = Record<string, string | Uint8Array>

/** A site, and its entries, one a line; also where there are errors. */
const build = (files: Files) =>
  testPlugin(toml, {
    files,
    ask: async (context) => {
      const found = await context.entries({ collection: ['posts', 'authors', 'data'], sort: 'id' })
      return found.map(({ id, title, date, data }) => `${id} ${title} ${date} ${JSON.stringify(data)}`)
    },
  })

/** As they are told: place, rule and text. */
const told = ({ messages }: Awaited<ReturnType<typeof build>>) =>
  messages.map(
    ({ path, place, rule, text }) => `${path}:${place?.start.line}:${place?.start.column} ${rule} ${text}`,
  )

const post = `+++
title = "Hello" # a comment
date = 2024-01-31
tags = ["a", "b"]
extra.since = 2020-01-01 10:00:00z
[extra.more]
"a.b" = [{ x = 1 }, { x = 2.5 }]
+++
# Not the title

[gone](./gone.md)
`

test('frontmatter between +++, and places below it are true in the file', async () => {
  const built = await build({ 'content/posts/a.md': post, 'content/posts/b.md': '---\ntitle: B\n---\n' })
  expect(built.answer).toEqual([
    'posts/a Hello 2024-01-31 {"title":"Hello","date":"2024-01-31","tags":["a","b"],"extra":{"since":"2020-01-01T10:00:00Z","more":{"a.b":[{"x":1},{"x":2.5}]}}}',
    'posts/b B undefined {"title":"B"}',
  ])
  expect(built.messages).toMatchObject([{ rule: 'link-missing', place: { start: { line: 11, column: 1 } } }])
})

test('---toml is closed by ---, and +++ alone is no frontmatter but on the first line', async () => {
  const files = {
    'content/posts/a.md': '---toml\ntitle = "A"\n---\n',
    'content/posts/b.md': '\n+++\n',
    'content/posts/c.md': '+++\n+++',
  }
  const { answer, messages } = await build(files)
  expect(messages).toEqual([])
  expect(answer?.map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual([
    'posts/a A',
    'posts/b B',
    'posts/c C',
  ])
})

test('each problem is told at its place, and hides no other post', async () => {
  const wrong = (line: string) => `+++\ntitle = "T"\n${line}\n+++\n`
  const built = await build({
    'content/posts/a.md': wrong('draft = maybe'),
    'content/posts/b.md': wrong('title = "again"'),
    'content/posts/c.md': wrong('date = 2024-02-30'),
    'content/posts/d.md': wrong('date = "soon"'),
    'content/posts/e.md': wrong('[x]\ny = [1, nan]'),
    'content/posts/f.md': wrong('big = 9223372036854775807'),
    'content/posts/g.md': '+++\ntitle = "never closed"\n',
    'content/posts/h.md': wrong('tags = ["a", true]'),
    'content/posts/i.md': wrong('order = -0'),
  })
  expect(built.answer).toEqual(['posts/i T undefined {"title":"T","order":0}'])
  expect(told(built)).toEqual([
    'content/posts/a.md:3:9 toml-invalid This is not valid TOML: Unexpected character.',
    'content/posts/b.md:3:1 toml-invalid This is not valid TOML: Defining a key multiple times is invalid.',
    'content/posts/c.md:3:17 toml-invalid This is not valid TOML: Unexpected invalid date.',
    'content/posts/d.md:3:8 frontmatter-field Field `date` is text "soon", expected a date such as 2024-01-31 or 2024-01-31T10:00+01:00: it does not have the form of a date.',
    'content/posts/e.md:4:9 toml-number `nan` is no number that can be kept exactly.',
    'content/posts/f.md:3:7 toml-number `9223372036854775807` is no number that can be kept exactly.',
    'content/posts/g.md:1:1 frontmatter-unclosed The frontmatter that begins on this line has no end.',
    'content/posts/h.md:3:14 frontmatter-field Field `tags.1` is true, expected a list of texts.',
  ])
})

test('data files: one record, one for each table, or the items of a list', async () => {
  const built = await build({
    'content/data/one.toml': 'name = "One"\n[more]\nx = 1\n',
    'content/authors.toml': '[jane]\nname = "Jane"\n[joe]\nname = "Joe"\norder = "x"\n',
    'content/data/list.toml':
      '[[item]]\nid = 1\n[[item]]\nslug = "b"\n[[item]]\nid = 1\n[[item]]\nname = "?"\n',
    'content/data/empty.toml': '# nothing\n',
    'content/data/latin.toml': Uint8Array.of(0x61, 0xe4),
  })
  expect(built.answer).toEqual([
    'data/list/1 1 undefined {"id":1}',
    'authors/jane Jane undefined {"name":"Jane"}',
    'data/list/b B undefined {"slug":"b"}',
    'data/one One undefined {"name":"One","more":{"x":1}}',
  ])
  expect(told(built)).toEqual([
    'content/authors.toml:5:9 frontmatter-field Field `order` is text "x", expected a number.',
    'content/data/latin.toml:undefined:undefined source-not-utf8 This file is not UTF-8, which all TOML is.',
    'content/data/list.toml:5:3 data-duplicate-key A second item of this file has the `id` "1"; the first is at 1:3.',
    'content/data/list.toml:7:3 data-key This item has no `id`, by which it is told apart from the others.',
  ])
})

test('depth is bounded, and names of properties are data', async () => {
  const deep = [`a = ${'['.repeat(20_000)}${']'.repeat(20_000)}`, `a = ${'['.repeat(200)}${']'.repeat(200)}`]
  deep.push(
    `${'a.'.repeat(500)}b = 1`,
    `[${'a.'.repeat(500)}b]`,
    `a = ${'{ a = '.repeat(150)}1${' }'.repeat(150)}`,
  )
  for (const text of deep) {
    const [message] = (await toTomlData(text)).messages
    expect(message?.text).toBe('Lists and tables are nested deeper than 100 levels.')
  }
  const { data, messages } = await toTomlData(
    '__proto__.x = 1\n[constructor]\ny = 2\n[a]\n__proto__ = { z = 3 }\n',
  )
  expect(messages).toEqual([])
  expect(JSON.stringify(data)).toBe('{"__proto__":{"x":1},"constructor":{"y":2},"a":{"__proto__":{"z":3}}}')
  expect(({} as Record<string, unknown>).x).toBeUndefined()
})

test.each([
  ['a title', { 'content/posts/a.md': post.replace('Hello', 'Bye') }],
  ['YAML instead', { 'content/posts/a.md': '---\ntitle: Hello\n---\n' }],
  ['an error', { 'content/posts/a.md': post.replace('"Hello"', '"Hello') }],
  ['a key', { 'content/authors.toml': '[jo]\nname = "Jane"\n' }],
  ['one record', { 'content/authors.toml': 'name = "Jane"\n' }],
])('an edit: %s', async (_, edit) => {
  const first = { 'content/posts/a.md': post, 'content/authors.toml': '[jane]\nname = "Jane"\n' }
  const before = await build(first)
  const after = await before.edit({ files: edit })
  expect(after.answer).not.toEqual(before.answer)
  const again = await after.edit({ files: first })
  expect([again.answer, again.messages]).toEqual([before.answer, before.messages])
})
