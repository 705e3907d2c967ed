/** Tasks of plugins whose answers are not kept. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createMemoryHost } from '../src/host/memory.js'
import { createSite } from '../src/index.js'
import { definePlugin } from '../src/plugin.js'
import { testPlugin } from '../src/testing.js'

/** Each entry has the letter whose number is its title, from a table that is made of a file. */
const letters = (forget: readonly 'table'[]) =>
  definePlugin({
    name: 'letters',
    forget,
    tasks: {
      table: async (context, _: null) => [...((await context.read('letters.txt')) ?? '')],
      letter: async (context, at: number) => tableOf(await context.tasks.table?.(null))[at] ?? '',
    },
    emit: async (context) => {
      const entries = await context.entries({ fields: [] })
      return entries.map(({ id, title }) => ({ path: `${id}.txt`, task: 'letter', argument: Number(title) }))
    },
  })

const tableOf = (answer: unknown) => answer as string[]

const posts = { 'content/posts/a.md': '# 0', 'content/posts/b.md': '# 1' }

test.each([{ forget: ['table' as const] }, { forget: [] }])(
  'whether an answer is forgotten ($forget) shows in no output',
  async ({ forget }) => {
    const files = { ...posts, 'letters.txt': 'abcdef' }
    const built = await testPlugin(() => letters(forget), { files })
    expect(built.outputs).toMatchObject({ 'posts/a.txt': 'a', 'posts/b.txt': 'b' })
    const edited = await built.edit({ files: { 'letters.txt': 'abcdeX' } })
    expect(edited.ran.map((one) => one.split(' ')[0]).sort()).toEqual([
      'tasks.letter',
      'tasks.letter',
      'tasks.table',
    ])
    expect(edited.changed).toEqual([])
    // It is asked for again, and nothing that it rests on has changed.
    const asked = await edited.edit({ files: { 'content/posts/b.md': '# 5' } })
    expect(asked.outputs['posts/b.txt']).toBe('X')
    expect(asked.ran).toContain('tasks.letter 5')
  },
)

test('what is forgotten lies in no cache', async () => {
  const root = mkdtempSync(join(tmpdir(), 'blog-build-forgotten-'))
  const sizeWith = async (forget: readonly 'table'[]) => {
    const folder = join(root, forget.join())
    mkdirSync(join(folder, 'content/posts'), { recursive: true })
    for (const [path, text] of Object.entries({ ...posts, 'letters.txt': 'ab'.repeat(50_000) })) {
      writeFileSync(join(folder, path), text)
    }
    const { status } = await createSite({ root: folder, preset: { plugins: [letters(forget)] } }).build()
    expect(status).toBe('published')
    const cache = join(folder, '.blog-build')
    const paths = readdirSync(cache, { recursive: true, encoding: 'utf8' })
    return paths.reduce((sum, path) => sum + statSync(join(cache, path)).size, 0)
  }
  try {
    // A hundred thousand texts of one letter, quoted.
    expect((await sizeWith([])) - (await sizeWith(['table']))).toBeGreaterThan(300_000)
  } finally {
    rmSync(root, { recursive: true })
  }
})

test('a name that is none of its tasks is told', async () => {
  const host = createMemoryHost({ '/site/content/posts/a.md': '# A' })
  const plugins = [{ ...letters([]), forget: ['tabel'] }]
  const { messages } = await createSite({ root: '/site', host, config: { plugins } }).build()
  expect(messages.map(({ rule, text }) => `${rule} ${text}`)).toEqual([
    'config-field `plugins.0.forget.0` must be the name of one of its tasks, not "tabel".',
  ])
})
