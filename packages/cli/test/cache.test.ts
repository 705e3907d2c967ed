// `blog-build cache`, and the recipe of docs/ci.md: a fresh checkout with the store of an earlier build.
import { cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { command, filesIn, put, siteOf } from './command.js'

const posts = {
  'blog.config.ts': "export default { title: 'Notes', url: 'https://notes.example' }\n",
  'a.md': '---\ntitle: A\ndate: 2024-01-31\n---\n\nText.\n',
  'b.md': '---\ntitle: B\ndate: 2024-02-01\n---\n\n[A](./a.md)\n',
}
const build = async (folder: string) => {
  const { code, out } = await command(folder, ['--json', '--as-of', '2026-06-01'])
  return { code, ...JSON.parse(out) }
}

test('info tells what is kept, clear removes it, and the next build knows its outputs still', async () => {
  const folder = siteOf(posts)
  const before = await command(folder, ['cache', 'info'])
  expect(before).toMatchObject({ code: 0, err: '', out: expect.stringContaining('Nothing is kept yet') })
  await build(folder)
  const { out } = await command(folder, ['cache', 'info'])
  expect(out).toContain(join(folder, '.blog-build'))
  expect(out).toMatch(/The next build goes on from it\.\n.* kB in all\n.* keys\n.* results\n/)
  const json = JSON.parse((await command(folder, ['cache', 'info', '--json'])).out)
  expect(json).toMatchObject({
    state: 'current',
    folder: join(folder, '.blog-build'),
    keys: expect.any(Number),
  })

  const cleared = await command(folder, ['cache', 'clear'])
  expect(cleared).toEqual({ code: 0, err: '', out: expect.stringMatching(/^Removed \d+ kB\.\n$/) })
  expect(
    [...filesIn(join(folder, '.blog-build')).keys()].filter((path) => !path.startsWith('outputs-')),
  ).toEqual(['.gitignore'])
  const again = await command(folder, ['cache', 'clear', '--json'])
  expect(JSON.parse(again.out)).toMatchObject({ removed: 0, messages: [] })
  put(folder, 'b.md', '---\ntitle: B\ndraft: true\n---\n')
  const next = await build(folder)
  expect(next).toMatchObject({ code: 0, status: 'published', stats: { tasksReused: 0 } })
  expect([...filesIn(join(folder, 'dist')).keys()]).not.toContain('posts/b/index.html')
})

test('a fresh checkout with the store of an earlier build renders pages and does nothing else that did not change', async () => {
  const first = siteOf(posts)
  const clean = await build(first)
  const checkout = siteOf(posts)
  cpSync(join(first, '.blog-build/store'), join(checkout, '.blog-build/store'), { recursive: true })
  const restored = await build(checkout)
  expect(restored).toMatchObject({ code: 0, status: 'published' })
  // The bytes of pages are not kept: where there is no output folder, they are rendered again, and nothing else is.
  expect(Object.keys(restored.stats.ran).sort()).toEqual(['filled', 'html'])
  expect(restored.messages).toEqual(clean.messages)
  expect(filesIn(join(checkout, 'dist'))).toEqual(filesIn(join(first, 'dist')))
  expect(readFileSync(join(checkout, '.blog-build/.gitignore'), 'utf8')).toBe('*\n')

  const edited = siteOf({ ...posts, 'a.md': posts['a.md'].replace('Text', 'Other text') })
  cpSync(join(first, '.blog-build/store'), join(edited, '.blog-build/store'), { recursive: true })
  const { stats } = await build(edited)
  expect(stats.tasksRun).toBeGreaterThan(0)
  expect(stats.tasksReused).toBeGreaterThan(stats.tasksRun)
})
