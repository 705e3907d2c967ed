// `blog-build explain`, as a user has it: what it says, its exit codes, and that it builds and runs nothing.
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { command, filesIn, put, siteOf } from './command.js'

const post = (title: string, text: string) => `---\ntitle: ${title}\ndate: 2024-01-01\n---\n\n${text}\n`

test('what a build did is told by another process, which leaves everything as it was', async () => {
  const folder = siteOf({ 'content/posts/a.md': post('A', 'One.'), 'content/posts/b.md': post('B', 'Two.') })
  const none = await command(folder, ['explain', '/posts/a/'])
  expect(none).toMatchObject({ code: 1, out: '' })
  expect(none.err).toContain('→ Run `blog-build` first.')
  expect(existsSync(join(folder, '.blog-build'))).toBe(false)

  expect((await command(folder, ['--base', '/blog/'])).code).toBe(0)
  put(folder, 'content/posts/a.md', post('A', 'Other.'))
  // The configuration is not run: it would fail.
  put(folder, 'blog.config.ts', 'throw new Error()')
  const before = filesIn(folder)
  const asked = await command(folder, ['explain', '/blog/posts/a'])
  expect(asked).toMatchObject({ code: 0, err: '' })
  expect(asked.out).toContain(
    '/posts/a/  posts/a/index.html, from content/posts/a.md\n  Made by build 1, the latest',
  )
  expect(asked.out).toMatch(/since the latest one, content\/posts\/a\.md and .*blog\.config\.ts.* changed/)
  expect(filesIn(folder)).toEqual(before)

  rmSync(join(folder, 'blog.config.ts'))
  expect((await command(folder, ['--base', '/blog/'])).code).toBe(0)
  const after = await command(
    folder,
    ['explain', '../dist/posts/a/index.html', '..'].map((path) => path.replace('..', folder)),
  )
  expect(after.out).toContain(
    'Made again by build 2, the latest: content/posts/a.md changed.\n    file content/posts/a.md\n    → ',
  )
  expect((await command(folder, ['explain', 'posts/b/'])).out).toContain(
    'Left alone since: content/posts/a.md changed, but none of the',
  )
  const source = await command(folder, ['explain', 'content/posts/a.md'])
  expect(source.out).toContain('Because of it, build 2 made /posts/a/')
}, 60_000)

test('--json is one document, also where nothing is known', async () => {
  const folder = siteOf({ 'a.md': '# A', 'b.md': '# B' })
  expect((await command(folder, [])).code).toBe(0)
  const found = await command(folder, ['explain', 'a.md', '--json'])
  expect(JSON.parse(found.out)).toMatchObject({ kind: 'source', path: 'a.md', state: 'same', latestBuild: 1 })
  const unknown = await command(folder, ['explain', 'aa.md', '--json'])
  expect(unknown.code).toBe(1)
  expect(JSON.parse(unknown.out)).toEqual({ kind: 'unknown', exists: false, near: ['a.md'] })
  expect(unknown.err).toContain('Did you mean a.md?')
  expect((await command(folder, ['explain'])).code).toBe(2)
  expect((await command(folder, ['explain', 'a.md', 'nowhere'])).code).toBe(2)
}, 60_000)
