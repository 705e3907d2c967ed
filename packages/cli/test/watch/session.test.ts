// The session in its thread, over real sites: what is built, what prints, what loops, and what takes its thread down.
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { put, siteOf } from '../command.js'
import { sessionOf } from './compiled.js'

const post = (text: string) => `---\ntitle: A\ndate: 2024-01-31\n---\n\n${text}\n`
const plugin = (hooks: string) => `export default { plugins: [{ name: 'probe', ${hooks} }] }\n`
const page = (folder: string) => readFileSync(join(folder, 'dist/posts/a/index.html'), 'utf8')

test('an edit is built and published in the same thread, which is told before', async () => {
  const folder = siteOf({ 'posts/a.md': post('One.') })
  const session = sessionOf(folder)
  const first = await session.build()
  expect(first.build).toMatchObject({
    status: 'published',
    outputs: [],
    out: join(folder, 'dist'),
    base: '/',
  })
  expect(session.heard.published).toBeGreaterThanOrEqual(0)
  put(folder, 'posts/a.md', post('Two.'))
  const second = await session.build([join(folder, 'posts/a.md')])
  expect(second.build.changed.changed).toContain('/posts/a/')
  expect(second.thread).toBe(first.thread)
  expect(page(folder)).toContain('Two.')
})

test('code that changed takes effect in another thread, edits of content do not leave theirs', async () => {
  const layout = (word: string) =>
    `export default ({ content }) => <main>${word}<div dangerouslySetInnerHTML={content} /></main>\n`
  const folder = siteOf({ 'posts/a.md': post('One.'), 'layouts/post.tsx': layout('First') })
  const session = sessionOf(folder)
  const threads: number[] = []
  const edit = async (path: string, body: string, shown: RegExp) => {
    put(folder, path, body)
    const { build, thread } = await session.build([join(folder, path)])
    threads.push(thread)
    expect(build.status).toBe('published')
    expect(page(folder)).toMatch(shown)
  }
  await edit('posts/a.md', post('Two.'), /First.*Two\./s)
  await edit('posts/a.md', post('Three.'), /First.*Three\./s)
  await edit('layouts/post.tsx', layout('Second'), /Second.*Three\./s)
  await edit('posts/a.md', post('Four.'), /Second.*Four\./s)
  await edit('blog.config.ts', 'export default { title: "T" }\n', /Second.*Four\./s)
  await edit('posts/a.md', post('Five.'), /Second.*Five\./s)
  const [a, b, c, d, e, f] = threads
  expect([a === b, c === d, e === f]).toEqual([true, true, true])
  expect(new Set([a, c, e]).size).toBe(3)
})

test('a broken post keeps its last good page, and what is right is published beside it', async () => {
  const folder = siteOf({ 'posts/a.md': post('One.'), 'posts/b.md': post('Beside.') })
  const session = sessionOf(folder)
  await session.build()
  const good = page(folder)
  put(folder, 'posts/a.md', '---\ntitle: A\ndate: 2024-13-01\n---\n\nTwo.\n')
  put(folder, 'posts/b.md', post('Other.'))
  const { build } = await session.build(['posts/a.md', 'posts/b.md'].map((path) => join(folder, path)))
  expect(build.status).toBe('content')
  expect(build.messages.some(({ path, severity }) => path === 'posts/a.md' && severity === 'error')).toBe(
    true,
  )
  expect(page(folder)).toBe(good)
  expect(readFileSync(join(folder, 'dist/posts/b/index.html'), 'utf8')).toContain('Other.')
  put(folder, 'posts/a.md', post('Three.'))
  expect((await session.build([join(folder, 'posts/a.md')])).build.status).toBe('published')
  expect(page(folder)).toContain('Three.')
})

test('what changed behind the back of events is found by a survey', async () => {
  const folder = siteOf({ 'posts/a.md': post('One.') })
  const session = sessionOf(folder)
  const { looked } = await session.build()
  expect(looked).toContain(join(folder, 'posts/a.md'))
  // The build itself made folders in the root.
  await session.build(await session.survey())
  expect(await session.survey()).toEqual([])
  put(folder, 'posts/a.md', post('Two.'))
  expect(await session.survey()).toEqual([join(folder, 'posts/a.md')])
})

test('what code prints arrives, from each stream', async () => {
  const folder = siteOf({
    'posts/a.md': post('One.'),
    'blog.config.ts': `console.log('from the configuration')\n${plugin("emit() { console.error('from a hook'); return [] }")}`,
  })
  const said: string[] = []
  const session = sessionOf(folder, { onPrint: (stream, text) => void said.push(`${stream} ${text}`) })
  await session.build()
  await expect
    .poll(() => said.sort(), { timeout: 20_000 })
    .toEqual(['stderr from a hook\n', 'stdout from the configuration\n'])
})

/** Each: what is in the way, what is said of it, and who is named. */
const bad: [
  name: string,
  files: Record<string, string>,
  said: string,
  named: { plugin?: string; path?: string },
][] = [
  [
    'a configuration in a loop',
    { 'blog.config.ts': 'for (;;) {}\nexport default {}\n' },
    'The configuration, or a plugin or layout that is loaded with it,',
    {},
  ],
  [
    'a hook of one page in a loop',
    {
      'blog.config.ts': plugin(
        "head(_, page) { if (page.permalink === '/posts/a/') for (;;) {}\nreturn [] }",
      ),
    },
    'Plugin `probe`, in its hook `head` on /posts/a/,',
    { plugin: 'probe' },
  ],
  [
    'a task of a plugin in a loop',
    {
      'blog.config.ts': plugin(
        'tasks: { count() { for (;;) {} } }, async emit(context) { await context.tasks.count(null); return [] }',
      ),
    },
    'Plugin `probe`, in its task `count`,',
    { plugin: 'probe' },
  ],
  [
    'a remark plugin in a loop',
    {
      'blog.config.ts':
        'const remarkLoop = () => () => { for (;;) {} }\nexport default { markdown: { remark: [remarkLoop] } }\n',
    },
    'Plugin `remark-loop` on posts/a.md',
    { plugin: 'remark-loop' },
  ],
  [
    'a layout in a loop',
    { 'layouts/post.tsx': 'export default () => { for (;;) {} }\n' },
    'Layout `layouts/post.tsx`, in its `component` on /posts/a/,',
    { path: 'layouts/post.tsx' },
  ],
  [
    'a hook that waits for ever',
    { 'blog.config.ts': plugin('emit: () => new Promise(() => {})') },
    'Plugin `probe`, in its hook `emit`,',
    { plugin: 'probe' },
  ],
  [
    'props that wait for ever',
    {
      'layouts/post.tsx':
        'export const props = () => new Promise(() => {})\nexport default () => <p>Text</p>\n',
    },
    'Layout `layouts/post.tsx`, in its `props` on /posts/a/,',
    { path: 'layouts/post.tsx' },
  ],
]

describe.each(bad)('%s', (_, files, said, named) => {
  test('is ended and named; the last good site stays, and the next change recovers', async () => {
    const folder = siteOf({ 'posts/a.md': post('One.') })
    const session = sessionOf(folder, { timeout: 2 })
    await session.build()
    const good = page(folder)
    for (const [path, body] of Object.entries(files)) put(folder, path, body)
    const stuck = await session.build()
    expect(stuck.build.status).toBe('config')
    expect(stuck.build.messages).toMatchObject([{ rule: 'plugin-stuck', severity: 'error', ...named }])
    expect(stuck.build.messages[0]?.text).toContain(said)
    expect(page(folder)).toBe(good)
    for (const path of Object.keys(files)) rmSync(join(folder, path))
    put(folder, 'posts/a.md', post('Two.'))
    const mended = await session.build([join(folder, 'posts/a.md')])
    expect(mended.build.status).toBe('published')
    expect(mended.thread).not.toBe(stuck.thread)
    expect(page(folder)).toContain('Two.')
  })
})

test.each([
  ['process.exit', 'emit: () => process.exit(0)', 'something called `process.exit()`', ''],
  [
    'an error that nobody waits for',
    "async emit() { setTimeout(() => { throw new Error('late fault') }); await new Promise(() => {}) }",
    'something threw where nobody waits for it',
    'late fault',
  ],
  [
    'too much memory',
    'emit() { const all = []; for (;;) all.push(new Array(100_000).fill({ all })) }',
    'its memory is full',
    '',
  ],
])(
  '%s of a plugin is told, and the next change goes on in a fresh thread',
  async (_, hook, reason, printed) => {
    const folder = siteOf({ 'posts/a.md': post('One.'), 'blog.config.ts': plugin(hook) })
    // As much as this machine has would take long to fill.
    const session = sessionOf(folder, {
      worker: { execArgv: [], resourceLimits: { maxOldGenerationSizeMb: 100 } },
    })
    const broken = await session.build()
    expect(broken.build).toMatchObject({
      status: 'config',
      messages: [{ rule: 'plugin-broke-off', plugin: 'probe' }],
    })
    expect(broken.build.messages[0]?.text).toContain(reason)
    expect(session.heard.printed).toContain(printed)
    put(folder, 'blog.config.ts', 'export default {}\n')
    const next = await session.build([join(folder, 'blog.config.ts')])
    expect(next.build.status).toBe('published')
  },
)

test('a thread that fails between two builds is found to be gone by the next', async () => {
  const late = "async emit() { setTimeout(() => { throw new Error('late fault') }, 300); return [] }"
  const folder = siteOf({ 'posts/a.md': post('One.'), 'blog.config.ts': plugin(late) })
  const session = sessionOf(folder)
  const first = await session.build()
  expect(first.build.status).toBe('published')
  await expect.poll(() => session.heard.printed, { timeout: 20_000 }).toContain('late fault')
  put(folder, 'posts/a.md', post('Two.'))
  const next = await session.build([join(folder, 'posts/a.md')])
  expect(next.build.status).toBe('published')
  expect(next.thread).not.toBe(first.thread)
  expect(page(folder)).toContain('Two.')
})

test('errors in the configuration leave the site, and the next build is of a fresh thread', async () => {
  const folder = siteOf({ 'posts/a.md': post('One.') })
  const session = sessionOf(folder)
  await session.build()
  put(folder, 'blog.config.ts', 'export default { titel: 1 }\n')
  const broken = await session.build()
  expect(broken.build).toMatchObject({ status: 'config', messages: [{ path: 'blog.config.ts' }] })
  expect(page(folder)).toContain('One.')
  put(folder, 'blog.config.ts', 'export default { title: "Mended" }\n')
  const mended = await session.build([join(folder, 'blog.config.ts')])
  expect(mended.build.status).toBe('published')
  expect(mended.thread).not.toBe(broken.thread)
  expect(page(folder)).toContain('Mended')
})

test('closed while a hook loops, it is gone soon, and the lock with it', async () => {
  const loop = plugin('emit() { console.error("in it"); for (;;) {} }')
  const folder = siteOf({ 'posts/a.md': post('One.'), 'blog.config.ts': loop })
  const session = sessionOf(folder)
  const build = session.build()
  await expect.poll(() => session.heard.printed, { timeout: 20_000 }).toContain('in it')
  expect(existsSync(join(folder, '.blog-build/lock'))).toBe(true)
  await session.close()
  expect((await build).build.status).toBe('config')
  expect(existsSync(join(folder, '.blog-build/lock'))).toBe(false)
})

test('a loop that a timer began is ended by the next build', async () => {
  const loop = plugin('emit() { setTimeout(() => { console.error("in it"); for (;;) {} }, 300); return [] }')
  const folder = siteOf({ 'posts/a.md': post('One.'), 'blog.config.ts': loop })
  const session = sessionOf(folder, { timeout: 2 })
  expect((await session.build()).build.status).toBe('published')
  await expect.poll(() => session.heard.printed, { timeout: 20_000 }).toContain('in it')
  const stuck = await session.build([join(folder, 'posts/a.md')])
  expect(stuck.build.messages).toMatchObject([{ rule: 'plugin-stuck' }])
  put(folder, 'blog.config.ts', 'export default {}\n')
  expect((await session.build()).build.status).toBe('published')
})
