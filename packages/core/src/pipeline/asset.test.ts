import { expect, test } from 'vitest'
import { createMemoryHost } from '../host/memory.js'
import { createSite } from '../index.js'
import { isPublishable, toAsset } from './asset.js'

test.each(['content/a.png', 'a b/ü.pdf', 'posts/_drafts/x.svg', 'layouts.png'])(
  '%s may be named by content',
  (path) => {
    expect(isPublishable(path)).toBe(true)
  },
)

test.each([
  '.env',
  '.git/config',
  'content/.secret/a.png',
  '../outside.txt',
  'content/../../outside.txt',
  '/etc/passwd',
  '',
  'a//b',
  './a',
  'node_modules/x/index.js',
  'packages/a/node_modules/x.js',
  'layouts/post.tsx',
  'blog.config.ts',
  'content/posts/_draft.md',
])('%s may not', (path) => {
  expect(isPublishable(path)).toBe(false)
})

test('content that names a private file is told so, and the file stays where it is', async () => {
  const host = createMemoryHost({
    '/site/content/posts/a.md': '![x](../../.env) [y](../../.git/config) [z](../../blog.config.ts)\n',
    '/site/.env': 'SECRET',
    '/site/.git/config': 'SECRET',
    '/site/blog.config.ts': 'export default { title: "SECRET" }',
  })
  const build = await createSite({ root: '/site', host, write: false }).build()
  expect(build.status).toBe('content')
  expect(build.messages.map(({ rule, place }) => [rule, place?.start.column])).toEqual([
    ['asset-private', 1],
    ['link-missing', 18],
    ['asset-private', 41],
  ])
  expect(build.outputs.map(({ path }) => path).join()).not.toContain('env')
})

test('an asset is named by its file and its bytes', () => {
  const svg = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg" width="10.4" height="5"/>')
  const asset = toAsset('content/My Picture.SVG', svg)
  expect(asset).toEqual({
    path: expect.stringMatching(/^assets\/my-picture\.[\w-]{10}\.svg$/),
    width: 10,
    height: 5,
  })
  expect(toAsset('elsewhere/my-picture.svg', svg).path).toBe(asset.path)
  expect(toAsset('content/My Picture.SVG', new Uint8Array([1])).path).not.toBe(asset.path)
})

test.each([
  ['content/a.tar.GZ', /^assets\/a-tar\.[\w-]{10}\.gz$/],
  ['content/plan.日本', /^assets\/plan\.[\w-]{10}$/],
  ['content/plan.', /^assets\/plan\.[\w-]{10}$/],
  ['content/.well-known', /^assets\/well-known\.[\w-]{10}$/],
])('A26 the ending of %s stays only where every system can hold it', (path, name) => {
  expect(toAsset(path, new Uint8Array()).path).toMatch(name)
})
