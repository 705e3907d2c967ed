import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Config } from '../hooks/config.js'
import { type ResolveConfigOptions, resolveConfig } from './config.js'
import { defineConfig } from './define-config.js'

const resolve = (user: unknown, options: Partial<ResolveConfigOptions> = {}) =>
  resolveConfig(user, { folderName: 'my-blog', flags: {}, root: '/home/me/site', ...options })

function good(user: unknown, options: Partial<ResolveConfigOptions> = {}): Config {
  const { value, messages } = resolve(user, options)
  expect(messages).toEqual([])
  if (value === undefined) throw new Error('no value')
  return value
}

/** The messages, as rule, first backquoted word and remedy. */
const bad = (user: unknown, options: Partial<ResolveConfigOptions> = {}) => {
  const { value, messages } = resolve(user, options)
  expect(value).toBeUndefined()
  return messages.map(({ rule, text, remedy }) => `${rule} ${text} ${remedy}`)
}

test('defaults', () => {
  expect(good(undefined)).toEqual({
    title: 'My blog',
    description: '',
    base: '/',
    language: 'en',
    timeZone: 'UTC',
    out: 'dist',
    perPage: 10,
    navigation: [],
    collections: Object.create(null),
    markdown: {
      parser: 'auto',
      gfm: true,
      highlight: true,
      remark: [],
      rehype: [],
      limits: { size: 2_000_000, depth: 100, cells: 20_000 },
    },
    plugins: [],
    drafts: false,
  })
})

test.each([
  ['my-blog', 'My blog'],
  ['émile_notes.v2', 'Émile notes v2'],
  ['---', 'Site'],
  ['', 'Site'],
])('a folder %j is called %j', (folderName, title) => expect(good({}, { folderName }).title).toBe(title))

describe('addresses', () => {
  test.each<[object, string | undefined, string]>([
    [{ url: 'https://example.org' }, 'https://example.org', '/'],
    [{ url: 'https://Example.org/' }, 'https://example.org', '/'],
    [{ url: 'http://localhost:8080/a/b' }, 'http://localhost:8080', '/a/b/'],
    [{ url: 'https://example.org/a', base: '/b' }, 'https://example.org', '/b/'],
    [{ base: 'blog' }, undefined, '/blog/'],
    [{ base: '//evil.example//x/' }, undefined, '/evil.example/x/'],
    [{ base: '' }, undefined, '/'],
    [{ base: '/blög' }, undefined, '/bl%C3%B6g/'],
  ])('%j', (user, url, base) => {
    expect(good(user)).toMatchObject({ base, ...(url === undefined ? {} : { url }) })
    expect('url' in good(user)).toBe(url !== undefined)
  })

  test.each([
    { url: 'example.org' },
    { url: 'ftp://example.org' },
    { url: 'https://' },
    { url: 'https://me:secret@example.org' },
    { url: 'https://example.org/?a' },
    { base: 'https://example.org/x' },
    { base: '../x' },
    { base: '/a/%2E%2e/b' },
    { base: '/a b' },
    { base: 'x?y' },
  ])('%j is refused', (user) => expect(bad(user)).toEqual([expect.stringContaining('config-field')]))

  test('a scheme is suggested, the flag counts more', () => {
    expect(bad({ url: 'example.org/a' })[0]).toContain('Write `https://example.org/a`.')
    expect(good({ base: '/a' }, { flags: { base: 'b' } }).base).toBe('/b/')
    expect(bad({}, { flags: { base: '../b' } })[0]).toContain('`--base` must be')
  })

  test('a base always begins and ends with one slash, and stays itself', () => {
    fc.assert(
      fc.property(fc.string(), (base) => {
        const { value } = resolve({ base })
        if (value === undefined) return
        expect(value.base).toMatch(/^\/([^/].*)?$/)
        expect(value.base.endsWith('/')).toBe(true)
        expect(good({ base: value.base }).base).toBe(value.base)
      }),
    )
  })
})

test('unknown fields at every level, with a suggestion and a place', () => {
  const configText = `import x from 'y' // titel: no
export default {
  'titel': 'a',
  markdown: { gmf: true, limits: { dept: 3 } },
  collections: { posts: { shema: 1 } },
  plugins: [{ name: 'p', pags() {} }],
  navigation: [{ text: 'a', href: '/', ref: 1 }],
}`
  const user = {
    titel: 'a',
    markdown: { gmf: true, limits: { dept: 3 } },
    collections: { posts: { shema: 1 } },
    plugins: [{ name: 'p', pags() {} }],
    navigation: [{ text: 'a', href: '/', ref: 1 }],
  }
  const { messages } = resolve(user, { configPath: 'blog.config.ts', configText })
  expect(new Set(messages.map(({ rule }) => rule))).toEqual(new Set(['config-unknown-key']))
  const seen = messages.map(({ text, remedy, place }) => [
    /`(.*)`/.exec(text)?.[1],
    /`(.*)`/.exec(remedy ?? '')?.[1],
    `${place?.start.line}:${place?.start.column}`,
  ])
  expect(seen.sort()).toEqual([
    ['collections.posts.shema', 'schema', '5:27'],
    ['markdown.gmf', 'gfm', '4:15'],
    ['markdown.limits.dept', 'depth', '4:36'],
    ['navigation.0.ref', 'href', '7:40'],
    ['plugins.0.pags', 'pages', '6:26'],
    ['titel', 'title', '3:3'],
  ])
})

test('wrong values say what they must be, and what they are', () => {
  const user = {
    title: 3,
    perPage: 1.5,
    navigation: [{ text: 'x', href: 'javascript:alert(1)' }, 'about'],
    collections: { posts: { schema: {}, permalink: 'x', feed: 'yes' } },
    markdown: { parser: 'fast', remark: ['ok', 4], limits: { size: 0 } },
    plugins: [false, undefined, () => ({}), { hooks: {} }],
    language: 'en_US',
    timeZone: 'Europe/Berlim',
  }
  const all = bad(user).join('\n')
  for (const part of [
    '`title` must be text, not `3`',
    '`perPage` must be a whole number above 0, not `1.5`',
    '`navigation.0.href` must be an address',
    '`navigation.1` must be an object, not "about"',
    '`collections.posts.schema` must be a schema',
    '`collections.posts.permalink` must be an address',
    '`collections.posts.feed` must be `true` or `false`, not "yes"',
    "`markdown.parser` must be 'auto' or 'remark', not \"fast\"",
    '`markdown.remark.1` must be the name',
    '`markdown.limits.size` must be a whole number above 0, not `0`',
    '`plugins.2` must be a plugin; call the function that makes it, not a function',
    '`plugins.3.name` must be text, not absent',
    'no field `plugins.3.hooks`',
    'Write `en-US`.',
    'Did you mean `Europe/Berlin`?',
  ]) {
    expect(all).toContain(part)
  }
})

test.each([['a'], [3], [[]], [() => ({})]])('%j is no configuration', (user) => {
  expect(bad(user)).toEqual([expect.stringContaining('config-field The configuration must be an object')])
})

test('what is given is kept', () => {
  const schema = z.object({})
  const remark = () => () => {}
  const config = good(
    {
      title: 'T',
      language: 'pt-br',
      timeZone: 'Europe/Berlin',
      author: 'A',
      perPage: 3,
      navigation: [{ text: 'About', href: '/about/' }],
      collections: { posts: { schema, permalink: '/:slug/' }, data: { permalink: false } },
      markdown: { gfm: false, remark: ['remark-math', ['x', {}], remark, [remark, 1]], limits: { depth: 5 } },
      plugins: [{ name: 'a', version: '1' }, false, { name: 'b' }, { name: 'a', version: '2' }],
    },
    { flags: { drafts: true } },
  )
  expect(config).toMatchObject({
    title: 'T',
    language: 'pt-BR',
    timeZone: 'Europe/Berlin',
    author: 'A',
    perPage: 3,
  })
  expect(config.collections.posts?.schema).toBe(schema)
  expect(config.markdown).toMatchObject({ gfm: false, limits: { size: 2_000_000, depth: 5 } })
  expect(config.markdown.remark[2]).toBe(remark)
  expect(config.plugins.map(({ name, version }) => name + version)).toEqual(['a2', 'bundefined'])
  expect(config.drafts).toBe(true)
})

test('collections may have any name', () => {
  const { collections } = good(JSON.parse('{"collections":{"constructor":{},"toString":{"feed":true}}}'))
  expect(Object.keys(collections)).toEqual(['constructor', 'toString'])
  expect(good({}).collections.constructor).toBeUndefined()
})

describe('output folder', () => {
  test.each([
    ['dist', 'dist'],
    ['./build/site/', 'build/site'],
    ['../out', '../out'],
    ['/var/www', '/var/www'],
    ['/home/me/site/dist/', 'dist'],
    ['/home/me/site-2', '/home/me/site-2'],
    ['contents', 'contents'],
    ['..out', '..out'],
  ])('%j is %j', (out, expected) => expect(good({ out }).out).toBe(expected))

  test.each([
    '.',
    './',
    'dist/..',
    '..',
    '../',
    '../..',
    '/',
    '//',
    '/home',
    '/home/me',
    '/home/me/site',
    '/home/me/site/',
    '/home/me/other/../site/.',
    '../site',
    '../../me',
    'content',
    './content/',
    'Content',
    'content/out',
    '/home/me/site/content',
    '../site/content',
    'layouts',
    'styles',
    'public',
    'etc',
    'node_modules',
    'node_modules/.cache',
    '.git',
    '.blog-build',
    '.blog-build/out',
    'blog.config.ts',
    'blog.config.mjs/out',
    'a/../content',
    'a\\..\\content',
    '~',
    '~/out',
    'a\0b',
  ])('%j is refused', (out) => {
    expect(bad({ out }, { configPath: 'etc/blog.config.ts' })).toEqual([
      expect.stringContaining('config-out'),
    ])
    expect(bad({}, { configPath: 'etc/blog.config.ts', flags: { out } })).toHaveLength(1)
  })

  test('no spelling leads to the project or above it', () => {
    const part = fc.constantFrom('.', '..', 'site', 'me', 'home', 'content', '', 'x', 'a')
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 8 }), fc.boolean(), (parts, isAbsolute) => {
        const written = (isAbsolute ? '/' : '') + parts.join('/')
        const { value } = resolve({ out: written })
        if (value === undefined) return
        const path = new URL(value.out, 'file:///home/me/site/').pathname
        expect(`/home/me/site/`.startsWith(path.endsWith('/') ? path : `${path}/`)).toBe(false)
        expect(path).not.toMatch(/^\/home\/me\/site\/content(\/|$)/)
      }),
    )
  })
})

test('defineConfig gives back what it takes', () => {
  const config = { title: 'x' }
  expect(defineConfig(config)).toBe(config)
})
