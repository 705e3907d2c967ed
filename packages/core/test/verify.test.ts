/** `verifySite` on the real disk: what keeps the promise passes, and each way to break it is found and named. */
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createSite } from '../src/build.js'
import { hashOf } from '../src/hash.js'
import type { SiteOptions } from '../src/site-options.js'
import { createDiskFiles } from '../src/store/files.js'
import { openStore } from '../src/store/open.js'
import { verifySite } from '../src/verify/verify-site.js'
import { version } from '../src/version.js'

let root: string

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'blog-build-verify-')))
  write('content/posts/a.md', post('A', 'See [b](./b.md).'))
  write('content/posts/b.md', post('B', 'Text.'))
  write('content/posts/c.md', post('C', 'More.'))
})

afterEach(() => rmSync(root, { recursive: true, force: true }))

const post = (title: string, body: string) => `---\ntitle: ${title}\ndate: 2024-01-01\n---\n\n${body}\n`

function write(path: string, text: string): void {
  const file = join(root, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}

const options = (more: Partial<SiteOptions> = {}): SiteOptions => ({
  root,
  asOf: '2026-06-01T00:00:00Z',
  resolveFrom: [import.meta.url],
  ...more,
})

const build = async (more: Partial<SiteOptions> = {}) => {
  const built = await createSite(options(more)).build()
  expect(built.status).toBe('published')
  return built
}

const config = (code: string, rest: string) =>
  write('blog.config.ts', `${code}\nexport default { ${rest} }\n`)
const rules = (messages: readonly { rule: string }[]) => messages.map(({ rule }) => rule)

/** Paths and texts of all files below a folder, but what a build may always write. */
function treeOf(folder: string): Map<string, string> {
  const items = readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
  const paths = items.filter((item) => item.isFile()).map((item) => join(item.parentPath, item.name))
  return new Map(paths.sort().map((path) => [path, readFileSync(path, 'base64')]))
}

describe('a site that keeps the promise', () => {
  test('is equal before the first build, after it, and after an edit; the output folder is left alone', async () => {
    expect(await verifySite(options())).toMatchObject({ status: 'equal', compared: { folder: 'none' } })
    await build()
    const before = treeOf('dist')
    const published = await verifySite(options())
    expect(published).toMatchObject({ status: 'equal', differences: [], messages: [], reads: [] })
    expect(published.compared).toMatchObject({ files: 3, messages: 0, pages: 3, folder: 'compared' })
    expect(published.sides.clean.tasksRun).toBeGreaterThan(published.sides.incremental.tasksRun)
    write('content/posts/b.md', post('B', 'Other text.'))
    expect(await verifySite(options())).toMatchObject({ status: 'equal', compared: { folder: 'other' } })
    expect(treeOf('dist')).toEqual(before)
    const { stats, changed } = await build()
    expect(changed.changed).toEqual(['/posts/b/'])
    expect(stats.written).toBe(1)
  })

  test('with plugins of every kind is equal', async () => {
    config(
      `const plugin = {
        name: 'all',
        sources: async () => [{ path: 'content/posts/made.md', text: '# Made' }],
        entry: async (context, entry) => ({ ...entry, data: { ...entry.data, more: 1 } }),
        remark: [() => (tree) => { tree.children.push({ type: 'thematicBreak' }) }],
        head: async (context, page) => [{ tag: 'meta', attributes: { name: 'x', content: page.permalink } }],
        emit: async (context) => [{ path: 'n.txt', body: String((await context.pages()).length) }],
        check: async () => [{ rule: 'own-rule', severity: 'warning', text: 'A warning.' }],
      }
      const rehype = () => (tree) => { tree.children.push({ type: 'element', tagName: 'hr', properties: {}, children: [] }) }`,
      'plugins: [plugin], markdown: { rehype: [rehype] }',
    )
    await build()
    const found = await verifySite(options())
    expect(found).toMatchObject({ status: 'equal', compared: { messages: 1, folder: 'compared' } })
    // Values that are fetched from the store while a task runs are no reads of that task.
    write('content/posts/d.md', post('D', 'New.'))
    expect(await verifySite(options())).toMatchObject({ status: 'equal', reads: [] })
  })

  test('tells no `end` hook', async () => {
    config(
      `import { writeFileSync } from 'node:fs'
      const plugin = { name: 'end', end: () => writeFileSync(${JSON.stringify(join(root, 'told.txt'))}, '') }`,
      'plugins: [plugin]',
    )
    expect(await verifySite(options())).toMatchObject({ status: 'equal' })
    expect(readdirSync(root)).not.toContain('told.txt')
  })

  test('errors in the content are told, and are not equality', async () => {
    write('content/posts/a.md', post('A', 'See [b](./nowhere.md).'))
    const found = await verifySite(options())
    expect(found).toMatchObject({ status: 'content', differences: [], compared: { files: 0, messages: 1 } })
    expect(rules(found.messages)).toEqual(['link-missing'])
  })

  test('a configuration with a mistake is told', async () => {
    config('', 'titel: 1')
    expect(await verifySite(options())).toMatchObject({ status: 'config', differences: [] })
  })
})

describe('C8 code whose result depends on more than its reads is found and named', () => {
  test('a remark plugin that counts documents, beside one that does not', async () => {
    config(
      `let seen = 0
      const remarkFine = () => (tree) => { tree.children.push({ type: 'thematicBreak' }) }
      const remarkCounting = () => (tree) => {
        tree.children.push({ type: 'paragraph', children: [{ type: 'text', value: 'Number ' + ++seen }] })
      }
      const remarkAlsoFine = () => (tree) => { tree.children.push({ type: 'thematicBreak' }) }`,
      'markdown: { remark: [remarkFine, remarkCounting, remarkAlsoFine] }',
    )
    const found = await verifySite(options())
    const [first] = found.differences
    expect(found.status).toBe('different')
    expect(first).toMatchObject({
      between: 'order',
      path: 'posts/a/index.html',
      files: 2,
      task: 'content:"posts/a"',
      plugins: ['remark-counting'],
      left: expect.stringContaining('Number 1'),
      right: expect.stringContaining('Number 3'),
    })
    expect(found.messages[0]).toMatchObject({ rule: 'verify-order', plugin: 'remark-counting' })
  })

  test('one of several head hooks that says something once only', async () => {
    config(
      `let done = false
      const meta = (content) => [{ tag: 'meta', attributes: { name: 'x', content } }]
      const fine = { name: 'fine', head: async (context, page) => meta(page.permalink) }
      const once = { name: 'once', head: async () => { if (done) return []; done = true; return meta('first') } }
      const last = { name: 'last', head: async () => meta('last') }
      export const layout = 0`,
      'plugins: [fine, once, last]',
    )
    write(
      'layouts/post.tsx',
      'export default ({ head }) => <html><head>{head.map((one) => <meta {...one.attributes} />)}</head></html>\n',
    )
    const [first] = (await verifySite(options())).differences
    expect(first).toMatchObject({
      between: 'order',
      plugins: ['once'],
      task: expect.stringMatching(/^head:/),
    })
  })

  test('a random number in a hook', async () => {
    config(
      "const dice = { name: 'dice', emit: async () => [{ path: 'dice.txt', body: String(Math.random()) }] }",
      'plugins: [dice]',
    )
    await build()
    const found = await verifySite(options())
    expect(found.differences).toMatchObject([
      { between: 'order', path: 'dice.txt', files: 1, line: 1, task: 'emitted:"dice"', plugins: ['dice'] },
      { between: 'remembered', path: 'dice.txt', task: 'emitted:"dice"', plugins: ['dice'] },
    ])
  })

  test('a random number in a task of a plugin, and in a layout', async () => {
    config(
      `const dice = {
        name: 'dice',
        tasks: { roll: async () => Math.random() },
        emit: async (context) => [{ path: 'dice.txt', body: String(await context.tasks.roll(6)) }],
      }`,
      'plugins: [dice]',
    )
    expect((await verifySite(options())).differences[0]).toMatchObject({
      path: 'dice.txt',
      task: 'plugin-task:{"plugin":"dice","name":"roll","argument":6}',
      plugins: ['dice'],
    })
    config('', '')
    write('layouts/post.tsx', 'export default () => <html><body>{Math.random()}</body></html>\n')
    await build()
    const found = await verifySite(options())
    expect(found.differences[0]).toMatchObject({ between: 'order', task: expect.stringMatching(/^html:/) })
    expect(found.messages[0]?.text).toContain('layout `post`')
    // What was rendered is not kept: made again, it is another page.
    expect(found.differences[1]).toMatchObject({
      between: 'remembered',
      task: expect.stringMatching(/^html:/),
    })
  })

  test('a configuration that is another each time', async () => {
    config('', 'title: String(Math.random())')
    write('layouts/post.tsx', 'export default ({ site }) => <html><title>{site.title}</title></html>\n')
    const found = await verifySite(options())
    expect(found.differences[0]).toMatchObject({ task: 'config:"title"', plugins: [] })
    expect(found.messages[0]?.remedy).toContain('each time it is loaded')
  })

  test('messages that differ', async () => {
    config(
      `let calls = 0
      const remarkNagging = () => (tree, file) => { if (++calls === 1) file.message('The first one.') }`,
      'markdown: { remark: [remarkNagging] }',
    )
    const found = await verifySite(options())
    expect(found.differences[0]).toMatchObject({
      between: 'order',
      files: 0,
      message: { text: expect.stringContaining('The first one.') },
      task: expect.stringMatching(/^content:/),
      plugins: ['remark-nagging'],
    })
    expect(found.messages[0]?.text).toContain('The first one.')
  })

  test('a file more in one of the two', async () => {
    config(
      `const more = { name: 'more', pages: async () => Math.random() < 2 && globalThis.moreCalls++ % 2 ? [] : [{ permalink: '/x/', layout: 'post', params: {} }] }
      globalThis.moreCalls ??= 0`,
      'plugins: [more]',
    )
    const found = await verifySite(options())
    expect(found.differences[0]).toMatchObject({
      path: 'x/index.html',
      task: 'pages-of-plugin:"more"',
      plugins: ['more'],
    })
    expect(found.messages[0]?.text).toMatch(/which only the (first|second) has/)
  })
})

describe('reads round the context', () => {
  const around = (path: string) => `
    import { readFileSync } from 'node:fs'
    const remarkReading = () => (tree) => {
      tree.children.push({ type: 'paragraph', children: [{ type: 'text', value: readFileSync(${JSON.stringify(path)}, 'utf8') }] })
    }
    const aside = { name: 'aside', emit: async () => [{ path: 'n.txt', body: readFileSync(${JSON.stringify(path)}) }] }`

  test('are noted with plugin and path, and their edit is seen', async () => {
    write('data.txt', 'one')
    config(around(join(root, 'data.txt')), 'plugins: [aside], markdown: { remark: [remarkReading] }')
    await build()
    const found = await verifySite(options())
    expect(found.status).toBe('equal')
    expect(found.reads).toMatchObject([
      { plugin: 'aside', path: 'data.txt', key: 'emitted:"aside"' },
      { plugin: 'remark-reading', path: 'data.txt' },
    ])
    expect(rules(found.messages)).toEqual(['verify-read', 'verify-read'])
    expect(found.messages[1]).toMatchObject({ severity: 'info', plugin: 'remark-reading' })
    write('data.txt', 'two')
    expect((await verifySite(options())).status).toBe('equal')
    const { changed } = await build()
    expect(changed.changed).toContain('/n.txt')
    expect(changed.changed).toHaveLength(4)
  })
})

describe('what is remembered', () => {
  /** Gives a key of the store another answer, as a fault of the engine would. */
  function plant(key: string, change: (value: string) => string): void {
    const store = openStore(createDiskFiles(join(root, '.blog-build/store')), { version })
    const id = store.find(key)
    const text = store.value(store.ref(id), store.hash(id), id)
    if (text === undefined) throw new Error(`${key} has no value.`)
    const planted = change(text)
    const hash = hashOf(planted)
    const change_ = { id, key, hash, reads: [...store.reads(id)], messages: store.messages(id), cause: -1 }
    store.commit(store.find('site:null'), [{ ...change_, ref: store.keep(hash, planted) }])
    store.save(store.last()?.meta)
  }

  test('C8 an answer that its task does not give is found, and the task is named', async () => {
    await build()
    plant('content:"posts/b"', (text) => text.replace('Text.', 'Planted.'))
    const found = await verifySite(options())
    expect(found.status).toBe('different')
    expect(found.differences).toMatchObject([{ between: 'remembered', task: 'content:"posts/b"' }])
    // The pages that it led to were rendered before, so one of them comes out otherwise now.
    expect(found.messages[0]).toMatchObject({ rule: 'verify-remembered' })
  })

  test('a wrong answer that was built with is found by the bytes', async () => {
    await build()
    plant('view:{"id":"posts/b"}', (text) => text.replace('"title":"B"', '"title":"Planted"'))
    write('layouts/post.tsx', 'export default ({ entry }) => <html><title>{entry.title}</title></html>\n')
    await build()
    const found = await verifySite(options())
    expect(found.differences).toMatchObject([
      {
        between: 'remembered',
        path: 'posts/b/index.html',
        task: 'view:{"id":"posts/b"}',
        left: expect.stringContaining('Planted'),
        right: expect.stringContaining('<title>B'),
      },
    ])
  })

  test('the store is left to the next build as any build would leave it', async () => {
    await build()
    plant('content:"posts/b"', (text) => text.replace('Text.', 'Planted.'))
    const before = treeOf('.blog-build/store')
    await verifySite(options())
    expect(treeOf('.blog-build/store')).toEqual(before)
  })
})

describe('the output folder', () => {
  test('a file with other bytes, or none, is found', async () => {
    await build()
    const text = readFileSync(join(root, 'dist/posts/b/index.html'), 'utf8')
    write('dist/posts/b/index.html', text.replace('Text.', 'Test.'))
    rmSync(join(root, 'dist/posts/c/index.html'))
    const found = await verifySite(options())
    expect(found).toMatchObject({ status: 'different', compared: { folder: 'compared' } })
    expect(found.differences).toMatchObject([
      { between: 'folder', path: 'posts/b/index.html', files: 2, right: expect.stringContaining('Test.') },
    ])
    expect(rules(found.messages)).toEqual(['verify-folder'])
  })

  test('large files that differ near their end are shown by an excerpt', async () => {
    config(
      `globalThis.largeCalls ??= 0
      const large = { name: 'large', emit: async () => [{ path: 'large.txt', body: 'line\\n'.repeat(200_000) + globalThis.largeCalls++ + 'x'.repeat(100_000) }] }`,
      'plugins: [large]',
    )
    const [first] = (await verifySite(options())).differences
    expect(first).toMatchObject({ path: 'large.txt', line: 200_001 })
    expect(first?.left?.length).toBeLessThan(200)
  })
})
