import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { ResolvedCollection } from '../hooks/config.js'
import { type EntryOptions, toEntry } from './entry.js'
import { toRecords } from './record.js'
import { reference } from './reference.js'

const config: ResolvedCollection = { permalink: '/:slug/', layout: 'post', feed: true }
const options: EntryOptions = {
  id: 'posts/hello',
  collection: 'posts',
  path: 'a.md',
  trust: 'author',
  config,
  timeZone: 'Europe/Stockholm',
}

async function read(yaml: string, more: Partial<EntryOptions> = {}) {
  const { value, messages } = toRecords({ path: 'a.md', text: `---\n${yaml}\n---\nBody`, trust: 'author' })
  expect(messages).toEqual([])
  if (value[0] === undefined) throw new Error('no record')
  return toEntry(value[0], { ...options, ...more })
}
const withSchema = (schema: ResolvedCollection['schema']) => ({
  config: { ...config, schema } as ResolvedCollection,
})
const said = async (yaml: string, more: Partial<EntryOptions> = {}) =>
  (await read(yaml, more)).messages.map(
    ({ rule, place }) => `${rule} ${place?.start.line}:${place?.start.column}`,
  )

describe('well-known fields', () => {
  test('all of them', async () => {
    const { value, messages } = await read(
      `title: " Hello "
date: 2024-07-01 10:00
lastmod: 2024-07-02
draft: true
unlisted: true
publishAt: 2024-07-01
expiresAt: 2025-01-01T00:00Z
permalink: /hi
slug: Hi
layout: special/wide
excerpt: Short
tags: [a, " b ", a, "", 2024]
author: Alice, Bob
order: 3
aliases: [/old, /older.html]`,
    )
    expect(messages).toEqual([])
    expect(value).toMatchObject({
      id: 'posts/hello',
      collection: 'posts',
      path: 'a.md',
      trust: 'author',
      title: 'Hello',
      date: '2024-07-01T10:00:00+02:00',
      updated: '2024-07-02',
      draft: true,
      unlisted: true,
      publishAt: '2024-06-30T22:00:00.000Z',
      expiresAt: '2025-01-01T00:00:00.000Z',
      permalink: '/hi',
      slug: 'Hi',
      layout: 'special/wide',
      summary: 'Short',
      tags: ['a', 'b', '2024'],
      authors: ['Alice, Bob'],
      order: 3,
      aliases: ['/old/', '/older.html'],
    })
    expect(value?.data.lastmod).toBe('2024-07-02')
  })

  test('none of them', async () => {
    expect(await read('x: 1')).toEqual({
      value: {
        id: 'posts/hello',
        collection: 'posts',
        path: 'a.md',
        trust: 'author',
        data: { x: 1 },
        tags: [],
        authors: [],
        draft: false,
        unlisted: false,
        aliases: [],
      },
      messages: [],
    })
  })

  test('empty ones count as absent, names of the prototype are no fields', async () => {
    const { value, messages } = await read(
      'title:\ndate: ~\ntags:\nslug: ""\nconstructor: x\n__proto__: { draft: true }',
    )
    expect(messages).toEqual([])
    expect(value).toMatchObject({ tags: [], draft: false })
    expect(value).not.toHaveProperty('title')
    expect(value).not.toHaveProperty('date')
    expect(value).not.toHaveProperty('slug')
  })

  test('tags may be a text with commas, numbers are texts', async () => {
    expect((await read('tags: a, b ,, a\ntitle: 1.10')).value).toMatchObject({
      tags: ['a', 'b'],
      title: '1.10',
    })
    expect((await read('tags: 2024\ntitle: 1984')).value).toMatchObject({ tags: ['2024'], title: '1984' })
  })

  test.each([
    ['title: [a]', 'title', 'a list'],
    ['title: true', 'title', 'true'],
    ['date: 2024-02-30', 'date', 'no day 30'],
    ['date: 2024', 'date', 'number 2024'],
    ['updated: yesterday', 'updated', 'text "yesterday"'],
    ['draft: no', 'draft', 'text "no"'],
    ['unlisted: 1', 'unlisted', 'number 1'],
    ['publishAt: 10000-01-01', 'publishAt', 'date such as'],
    ['expiresAt: { a: 1 }', 'expiresAt', 'a mapping'],
    ['permalink: false', 'permalink', 'false'],
    ['slug: [x]', 'slug', 'a list'],
    ['layout: ../secret', 'layout', 'text "../secret"'],
    ['tags: { a: 1 }', 'tags', 'a mapping'],
    ['tags: [a, [b]]', 'tags.1', 'a list'],
    ['author: { name: A }', 'author', 'a mapping'],
    ['order: "1"', 'order', 'text "1"'],
    ['aliases: old', 'aliases.0', 'begin with `/`'],
    ['aliases: [/ok/, /../x]', 'aliases.1', '`..`'],
  ])('%s', async (yaml, field, seen) => {
    const { value, messages } = await read(`x: 1\n${yaml}`)
    expect(value).toBeUndefined()
    expect(messages).toMatchObject([{ rule: 'frontmatter-field', severity: 'error', path: 'a.md' }])
    expect(messages[0]?.text).toContain(`\`${field}\``)
    expect(messages[0]?.text).toContain(seen)
    expect(messages[0]?.place?.start.line).toBe(3)
    expect(messages[0]?.place?.start.column).toBeGreaterThan(yaml.indexOf(':'))
  })

  test('one wrong field hides no other', async () => {
    expect(await said('draft: no\ntitle: [x]\ntags: [a, {}]\ndate: never')).toEqual([
      'frontmatter-field 3:8',
      'frontmatter-field 5:7',
      'frontmatter-field 4:11',
      'frontmatter-field 2:8',
    ])
  })
})

describe('dates', () => {
  test('the name of the file gives one, its own comes first', async () => {
    const id = 'posts/2024-01-31-hello'
    expect((await read('x: 1', { id })).value).toMatchObject({
      date: '2024-01-31',
      publishAt: '2024-01-30T23:00:00.000Z',
    })
    expect((await read('date: 2024-02-01', { id })).value?.date).toBe('2024-02-01')
    expect((await read('x: 1', { id: 'posts/2024-02-30-hello' })).value).not.toHaveProperty('date')
  })

  test('a calendar date stays one, in every zone', async () => {
    for (const timeZone of ['Pacific/Kiritimati', 'Etc/GMT+12', 'UTC']) {
      expect((await read('date: 2024-01-31', { timeZone })).value?.date).toBe('2024-01-31')
    }
  })

  test('expiring before being published is a warning', async () => {
    expect(await said('date: 2024-02-01\nexpiresAt: 2024-01-01')).toEqual(['entry-never-public 3:12'])
    expect(await said('date: 2024-02-01\nexpiresAt: 2024-02-01')).toEqual(['entry-never-public 3:12'])
    expect(await said('date: 2024-02-01\nexpiresAt: 2024-02-02')).toEqual([])
  })
})

describe('schema', () => {
  test('its output is the data, defaults and transforms included', async () => {
    const schema = z.object({
      title: z.string(),
      date: z.coerce.date(),
      n: z.number().default(7),
      by: reference('authors'),
    })
    const { value, messages } = await read(
      'title: A\ndate: 2024-01-31\nby: alice\nextra: 1',
      withSchema(schema),
    )
    expect(messages).toEqual([])
    expect(value?.data).toEqual({
      title: 'A',
      date: new Date('2024-01-31'),
      n: 7,
      by: { $reference: true, collection: 'authors', id: 'authors/alice' },
    })
    expect(value?.date).toBe('2024-01-31')
  })

  test('issues stand at their field, or at the nearest ancestor that is written', async () => {
    const schema = z.object({
      n: z.number(),
      list: z.array(z.object({ a: z.string() })),
      missing: z.string(),
    })
    expect(await said('n: x\nlist:\n  - a: 1\n  - b: 2', withSchema(schema))).toEqual([
      'frontmatter-schema 2:4',
      'frontmatter-schema 4:8',
      'frontmatter-schema 5:5',
      'frontmatter-schema 1:1',
    ])
  })

  test('what a field has said, the schema does not say again', async () => {
    const schema = z.object({ title: z.string(), n: z.number() })
    expect(await said('title: [x]\nn: y', withSchema(schema))).toEqual([
      'frontmatter-field 2:8',
      'frontmatter-schema 3:4',
    ])
  })

  test('may be asynchronous, may change what it gets, may throw', async () => {
    const later = z.object({ n: z.number() }).refine(async ({ n }) => n > 1, 'too small')
    expect(await said('n: 1', withSchema(later))).toEqual(['frontmatter-schema 1:1'])
    expect((await read('n: 2', withSchema(later))).value?.data).toEqual({ n: 2 })

    const data = Object.freeze({ n: 1 })
    const changes = z.looseObject({}).transform((value) => Object.assign(value, { m: 2 }))
    const made = await toEntry({ data, body: '', places: {} }, { ...options, ...withSchema(changes) })
    expect(made.value?.data).toEqual({ n: 1, m: 2 })
    expect(data).toEqual({ n: 1 })

    const throws = z.looseObject({}).transform(() => {
      throw new Error('boom')
    })
    const { value, messages } = await read('n: 1', withSchema(throws))
    expect(value).toBeUndefined()
    expect(messages).toMatchObject([{ rule: 'schema-threw' }])
    expect(messages[0]?.text).toContain('boom')
  })

  test.each<[string, unknown, string]>([
    ['a function', () => 1, 'a.0'],
    ['a map', new Map(), 'a.0'],
    ['not a number', Number.NaN, 'a.0'],
    ['a big integer', 1n, 'a.0'],
    ['an invalid date', new Date(Number.NaN), 'a.0'],
  ])('output that can not be kept is an error at its field: %s', async (_, bad, field) => {
    const schema = z
      .looseObject({})
      .transform(() => ({ ok: [new Date(0), new Uint8Array(1), null], a: [bad] }))
    const { value, messages } = await read('a: [x]', withSchema(schema))
    expect(value).toBeUndefined()
    expect(messages).toMatchObject([{ rule: 'entry-data-kind', place: { start: { line: 2, column: 5 } } }])
    expect(messages[0]?.text).toContain(`\`${field}\``)
  })

  test('a circle is an error too', async () => {
    const circle: Record<string, unknown> = {}
    circle.self = circle
    const schema = z.looseObject({}).transform(() => circle)
    expect(await said('a: 1', withSchema(schema))).toEqual(['entry-data-kind 1:1'])
  })
})

describe('near misses', () => {
  test.each([
    ['titel: A', 'title'],
    ['tag: [x]', 'tags'],
    ['publish_at: 2024-01-01', 'publishAt'],
    ['pubDate: 2024-01-01', 'date'],
    ['published: false', 'draft'],
    ['Draft: true', 'draft'],
  ])('%s', async (yaml, meant) => {
    const { value, messages } = await read(yaml)
    expect(value).toBeDefined()
    expect(messages).toMatchObject([
      { rule: 'frontmatter-unknown-field', severity: 'warning', place: { start: { line: 2 } } },
    ])
    expect(messages[0]?.remedy).toContain(`\`${meant}\``)
  })

  test.each([
    'name: Alice',
    'state: open',
    'data: { a: 1 }',
    'rate: 5',
    'title: A\ntitles: B',
    'company: x',
    'image: x.png',
  ])('is no near miss: %s', async (yaml) => {
    expect(await said(yaml)).toEqual([])
  })

  test('a schema says by itself what is unknown', async () => {
    expect(await said('titel: A', withSchema(z.object({ titel: z.string() })))).toEqual([])
  })
})
