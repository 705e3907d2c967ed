/** `createSite` on the real disk: what it touches, what it sees, and that the machine does not show. */
import { execFile } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createSite } from '../src/build.js'
import { createNodeHost } from '../src/host/node.js'
import type { Host } from '../src/model.js'
import type { SiteOptions } from '../src/site-options.js'

let base: string
let root: string

beforeEach(() => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'blog-build-disk-')))
  root = join(base, 'project')
})

afterEach(() => rmSync(base, { recursive: true, force: true }))

const post = (title: string, body = `About ${title}.`, rest = '') =>
  `---\ntitle: ${title}\n${rest}---\n\n${body}\n`

function write(path: string, text: string): void {
  const file = join(root, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}

const read = (path: string) => readFileSync(join(root, path), 'utf8')
const mtime = (path: string) => statSync(join(root, path)).mtimeMs

function siteOf(options: Partial<SiteOptions> = {}) {
  return createSite({ root, asOf: '2026-06-01T00:00:00Z', resolveFrom: [import.meta.url], ...options })
}

/** Paths and texts of all files below a folder. */
function treeOf(folder: string): Map<string, string> {
  const items = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((item) => item.isFile())
  const paths = items.map((item) => join(item.parentPath, item.name)).sort()
  return new Map(paths.map((path) => [path.slice(folder.length + 1), readFileSync(path, 'base64')]))
}

describe('the output folder', () => {
  test('D6 is published also where the store can’t be written, which is told', async () => {
    write('content/posts/a.md', post('A'))
    write('public/x.txt', 'x')
    // A file where the folder of the store should be.
    write('.blog-build/store', '')
    const build = await siteOf().build()
    expect(build.status).toBe('published')
    expect(build.messages.filter(({ rule }) => rule === 'cache-not-kept')).toMatchObject([
      { severity: 'info', path: expect.stringMatching(/^\.blog-build\/store\//) },
    ])
    expect(read('dist/x.txt')).toBe('x')
  })

  test('pages that are rendered again for want of a store, and stand as they are, leave nothing on the way', async () => {
    write('content/posts/a.md', post('A'))
    write(
      'layouts/post.tsx',
      'export default ({ page }: { page: { title: string } }) => <h1>{page.title}</h1>',
    )
    await siteOf().build()
    expect(read('dist/posts/a/index.html')).toContain('<h1>A</h1>')
    rmSync(join(root, '.blog-build/store'), { recursive: true })
    const { stats } = await siteOf().build()
    expect(stats).toMatchObject({ written: 0, unchanged: 1 })
    expect(stats.tasksRun).toBeGreaterThan(0)
    expect([...treeOf(join(root, '.blog-build')).keys()].filter((path) => path.startsWith('stage/'))).toEqual(
      [],
    )
  })

  test('unchanged files keep their time, vanished ones go, foreign ones stay', async () => {
    write('content/posts/a.md', post('A'))
    write('content/posts/b.md', post('B'))
    write('public/x.txt', 'x')
    const site = siteOf()
    await site.build()
    const old = new Date('2020-01-01T00:00:00Z')
    write('dist/foreign.txt', 'mine')
    write('dist/posts/b/foreign.txt', 'mine too')
    const [a, x] = ['dist/posts/a/index.html', 'dist/x.txt']
    const before = [a, x].map(mtime)

    rmSync(join(root, 'content/posts/b.md'))
    write('content/posts/a.md', post('A', 'About A.', 'tags: [new]\n'))
    const build = await site.build()
    expect(build).toMatchObject({ status: 'published', stats: { written: 0, removed: 1, unchanged: 2 } })
    expect(build.changed).toEqual({ added: [], changed: [], removed: ['/posts/b/'] })
    expect([a, x].map(mtime)).toEqual(before)
    expect(existsSync(join(root, 'dist/posts/b/index.html'))).toBe(false)
    expect(read('dist/foreign.txt')).toBe('mine')
    expect(read('dist/posts/b/foreign.txt')).toBe('mine too')

    // A new process knows its own files by the manifest, and mends what others did to them.
    utimesSync(join(root, x), old, old)
    write(a, 'tampered')
    const restarted = await siteOf().build()
    expect(restarted.stats).toMatchObject({ written: 1 })
    expect(read(a)).toContain('About A.')
    expect(mtime(x)).toBe(old.getTime())
    expect(read('.blog-build/.gitignore')).toBe('*\n')
  })

  test('a folder of others is taken over only when asked', async () => {
    write('content/posts/a.md', post('A'))
    write('dist/posts/a/index.html', 'foreign')
    write('dist/keep.txt', 'foreign')
    const refused = await siteOf().build()
    expect(refused).toMatchObject({ status: 'content', messages: [{ rule: 'output-not-ours' }] })
    expect(refused.messages[0]?.remedy).toContain('--adopt')
    expect(read('dist/posts/a/index.html')).toBe('foreign')
    const adopted = await siteOf({ adopt: true }).build()
    expect(adopted.status).toBe('published')
    expect(read('dist/posts/a/index.html')).toContain('About A.')
    expect(read('dist/keep.txt')).toBe('foreign')
    expect((await siteOf().build()).status).toBe('published')
  })

  test('may lie outside of the root', async () => {
    write('content/posts/a.md', post('A'))
    const out = join(base, 'elsewhere/site')
    const build = await siteOf({ out }).build()
    expect(build).toMatchObject({ status: 'published', out })
    expect([...treeOf(out).keys()]).toEqual(['posts/a/index.html'])
    expect(existsSync(join(root, 'dist'))).toBe(false)
    expect((await siteOf({ out }).build()).stats).toMatchObject({ written: 0, unchanged: 1 })
    rmSync(join(root, 'content/posts/a.md'))
    write('content/posts/b.md', post('B'))
    await siteOf({ out }).build()
    expect([...treeOf(out).keys()]).toEqual(['posts/b/index.html'])
  })

  test('an error publishes nothing, and the earlier files stay', async () => {
    write('content/posts/a.md', post('A'))
    await siteOf().build()
    const before = treeOf(join(root, 'dist'))
    write('content/posts/a.md', post('A', '[gone](gone.md)'))
    write('content/posts/b.md', post('B'))
    expect((await siteOf().build()).status).toBe('content')
    expect(treeOf(join(root, 'dist'))).toEqual(before)
  })
})

test('what the store reads for a task is no read of that task', async () => {
  write('layouts/post.tsx', 'export default ({ content }) => <main dangerouslySetInnerHTML={content} />')
  write('content/posts/a.md', post('A'))
  write('content/posts/b.md', post('B', 'See [a](a.md).'))
  await siteOf().build()
  write('content/posts/b.md', post('B', 'See [a](a.md) again.'))
  // Another process: values that tasks ask for are in the store, beside the code of a layout that is watched.
  expect((await siteOf().build()).stats.valuesRead).toBeGreaterThan(0)
  expect((await siteOf().build()).stats.tasksRun).toBe(0)
  const explained = await siteOf().explain('/posts/b/')
  expect(explained).toMatchObject({ build: 2, latestBuild: 2, changedNow: [] })
})

test.each(['process.env[name]', '(({ [name]: value }) => value)(process.env)'])(
  'a variable that a hook reads without naming it is a read of its task: %s',
  async (expression) => {
    const name = 'BLOG_BUILD_TEST_STAGE'
    write(
      'blog.config.ts',
      `const value = (name) => ${expression}
      export default { plugins: [{ name: 'p', emit: async () => [{ path: 'stage.txt', body: String(value(['BLOG', 'BUILD', 'TEST', 'STAGE'].join('_'))) }] }] }`,
    )
    write('content/posts/a.md', post('A'))
    try {
      for (const stage of [undefined, 'one', 'two', undefined]) {
        if (stage === undefined) delete process.env[name]
        else process.env[name] = stage
        await siteOf().build()
        expect(read('dist/stage.txt')).toBe(String(stage))
        expect((await siteOf().build()).stats.tasksRun).toBe(0)
      }
    } finally {
      delete process.env[name]
    }
  },
)

test.each(['readlinkSync', 'realpathSync'])('where a link leads is a read: %s', async (name) => {
  write(
    'blog.config.ts',
    `import * as fs from 'node:fs'
    import { basename } from 'node:path'
    export default { plugins: [{ name: 'p', emit: async () => [{ path: 'link.txt', body: basename(fs.${name}(${JSON.stringify(join(root, 'data/link'))})) }] }] }`,
  )
  write('content/posts/a.md', post('A'))
  write('data/one.txt', 'the same')
  write('data/two.txt', 'the same')
  for (const target of ['one.txt', 'two.txt', 'one.txt']) {
    rmSync(join(root, 'data/link'), { force: true })
    symlinkSync(target, join(root, 'data/link'))
    await siteOf().build()
    expect(read('dist/link.txt')).toBe(target)
    expect((await siteOf().build()).stats.tasksRun).toBe(0)
  }
})

describe('reads by node:fs are seen', () => {
  const page = 'dist/posts/a/index.html'
  const reading = `
    import { existsSync, readFileSync, readdirSync } from 'node:fs'
    import { join } from 'node:path'
    import * as fs from 'node:fs/promises'
    export const root = ${'ROOT'}
    export const readOrNone = (name) => (existsSync(join(root, name)) ? readFileSync(join(root, name), 'utf8') : 'none')
    export const readLater = (name) => fs.readFile(join(root, name), 'utf8').catch(() => 'none')
    export const names = (folder) => (existsSync(join(root, folder)) ? readdirSync(join(root, folder)).join() : 'none')
  `
  const inText = `
    import { readOrNone } from './reading.ts'
    const remark = () => (tree) => { tree.children.push({ type: 'paragraph', children: [{ type: 'text', value: 'read: ' + readOrNone('data.txt') }] }) }
    export default { markdown: { remark: [remark] } }`
  const inPlugin = `
    import { readLater } from './reading.ts'
    export default { plugins: [{ name: 'p', rehype: [() => async (tree) => { tree.children.push({ type: 'text', value: 'read: ' + (await readLater('data.txt')) }) }] }] }`
  const inProps = `
    import { readLater } from '../reading.ts'
    export const props = async () => ({ text: await readLater('data.txt') })
    export default ({ text }) => <p>read: {text}</p>`
  const inEmit = `
    import { readOrNone } from './reading.ts'
    export default { plugins: [{ name: 'p', emit: async () => { await null; return [{ path: 'posts/a/read.txt', body: 'read: ' + readOrNone('data.txt') }] } }] }`
  const inFolder = `
    import { names } from './reading.ts'
    export default { plugins: [{ name: 'p', emit: () => [{ path: 'posts/a/read.txt', body: 'read: ' + names('data') }] }] }`

  const cases: [string, string, string, string][] = [
    ['a remark plugin of the configuration', 'blog.config.ts', inText, page],
    ['a rehype plugin of a plugin, after an await', 'blog.config.ts', inPlugin, page],
    ['the props of a layout', 'layouts/post.tsx', inProps, page],
    ['an emit hook', 'blog.config.ts', inEmit, 'dist/posts/a/read.txt'],
  ]

  test.each(cases)('%s', async (_name, path, code, output) => {
    write('reading.ts', reading.replace('ROOT', JSON.stringify(root)))
    write('content/posts/a.md', post('A'))
    write(path, code)
    const site = siteOf()
    const built = async () => {
      const build = await site.build()
      expect(build.messages).toEqual([])
      return [read(output), build] as const
    }
    expect((await built())[0]).toContain('read: none')
    write('data.txt', 'first')
    expect((await built())[0]).toContain('read: first')
    write('data.txt', 'other')
    expect((await built())[0]).toContain('read: other')
    expect((await built())[1].stats.tasksRun).toBe(0)
    rmSync(join(root, 'data.txt'))
    expect((await built())[0]).toContain('read: none')
  })

  test('a listing of a folder, and files outside of the project', async () => {
    write('reading.ts', reading.replace('ROOT', JSON.stringify(base)))
    write('content/posts/a.md', post('A'))
    write('blog.config.ts', inFolder)
    const site = siteOf()
    const output = 'dist/posts/a/read.txt'
    await site.build()
    expect(read(output)).toBe('read: none')
    write('../data/b.txt', '')
    await site.build()
    expect(read(output)).toBe('read: b.txt')
    write('../data/a.txt', '')
    await site.build()
    expect(read(output)).toBe('read: a.txt,b.txt')
  })
})

describe('links of the file system', () => {
  test('one that leads out of the project is an error that names both ends', async () => {
    writeFileSync(join(base, 'secret.md'), post('canary-secret'))
    mkdirSync(join(base, 'secrets'))
    writeFileSync(join(base, 'secrets/a.md'), post('canary-folder'))
    write('content/posts/a.md', post('A'))
    symlinkSync(join(base, 'secret.md'), join(root, 'content/posts/out.md'))
    symlinkSync('../../../secrets', join(root, 'content/posts/folder'))
    const build = await siteOf().build()
    expect(build.status).toBe('content')
    const said = build.messages.map(({ rule, path, text }) => ({ rule, path, text }))
    expect(said).toEqual([
      {
        rule: 'source-outside',
        path: 'content/posts/folder',
        text: expect.stringContaining('../../../secrets'),
      },
      {
        rule: 'source-outside',
        path: 'content/posts/out.md',
        text: expect.stringContaining(join(base, 'secret.md')),
      },
    ])
    expect(JSON.stringify(build)).not.toContain('canary')
  })

  test('an image or a public file behind such a link is not published', async () => {
    writeFileSync(join(base, 'secret.svg'), '<svg>canary</svg>')
    write('content/posts/a.md', post('A', '![out](out.svg)'))
    write('public/x.txt', 'x')
    symlinkSync(join(base, 'secret.svg'), join(root, 'content/posts/out.svg'))
    symlinkSync(join(base, 'secret.svg'), join(root, 'public/out.svg'))
    const build = await siteOf().build()
    expect(build.status).toBe('content')
    const paths = new Set(build.messages.map(({ path }) => path))
    expect(paths).toContain('content/posts/out.svg')
    expect(paths).toContain('public/out.svg')
    expect(existsSync(join(root, 'dist'))).toBe(false)
  })

  test('one inside the project is followed, a circle is not', async () => {
    write('content/posts/a.md', post('A'))
    write('drawer/b.md', post('B'))
    symlinkSync('../../drawer/b.md', join(root, 'content/posts/b.md'))
    symlinkSync('.', join(root, 'content/posts/circle'))
    const build = await siteOf().build()
    expect(build.outputs.map(({ path }) => path)).toEqual(['posts/a/index.html', 'posts/b/index.html'])
  })
})

describe('files that change while they are built', () => {
  /** The disk, with something that happens when a file is read for the n-th time. */
  function disturbed(path: string, disturb: (time: number) => void): Host {
    const host = createNodeHost({ root, cache: join(root, '.blog-build') })
    let times = 0
    return {
      ...host,
      read(asked) {
        const bytes = host.read(asked)
        if (asked === join(root, path)) disturb(++times)
        return bytes
      },
    }
  }

  test('the build ends consistent, and the next has nothing to do', async () => {
    write('content/posts/a.md', post('Old', 'Old text'))
    write('content/posts/b.md', post('B', '[a](a.md#part)'))
    write(
      'layouts/post.tsx',
      `
      export async function props(context, page) {
        const entries = await context.entries({ collection: 'posts' })
        return { titles: entries.map(({ title }) => title), content: await context.content(page.entry) }
      }
      export default ({ titles, content }) => <html>{titles.join()}<div dangerouslySetInnerHTML={content} /></html>`,
    )
    const site = siteOf({
      host: disturbed('content/posts/a.md', (time) => {
        if (time <= 2) write('content/posts/a.md', post(`New ${time}`, `## Part\n\nNew ${time} text`))
      }),
    })
    const build = await site.build()
    const [a, b] = ['a', 'b'].map((name) =>
      existsSync(join(root, `dist/posts/${name}/index.html`)) ? read(`dist/posts/${name}/index.html`) : '',
    )
    if (build.status === 'published') {
      // Whatever moment was seen, title and text are of the same one.
      const title = /New \d|Old/.exec(a ?? '')?.[0]
      expect(a).toContain(`${title} text`)
      expect(b).toContain(title)
    } else expect(build.messages).toMatchObject([{ rule: 'anchor-missing' }])
    const settled = await site.build()
    expect(settled.status).toBe('published')
    expect(read('dist/posts/a/index.html')).toContain('New 2 text')
    expect(read('dist/posts/b/index.html')).toContain('New 2,B')
    expect((await site.build()).stats).toMatchObject({ tasksRun: 0, written: 0 })
  })

  test('an asset that changes between its hash and its bytes is published under its own name', async () => {
    write('content/posts/a.md', post('A', '![it](it.txt) [it](it.txt)'))
    write('content/posts/it.txt', 'first')
    const site = siteOf({
      host: disturbed('content/posts/it.txt', (time) => {
        if (time === 1) write('content/posts/it.txt', 'second')
      }),
    })
    await site.build()
    await site.build()
    const [name] = readdirSync(join(root, 'dist/assets'))
    expect(readdirSync(join(root, 'dist/assets'))).toHaveLength(1)
    expect(read(`dist/assets/${name}`)).toBe('second')
    expect(read('dist/posts/a/index.html')).toContain(`/assets/${name}`)
    // The same as of a site that saw no disturbance.
    const clean = join(base, 'clean')
    await siteOf({ out: clean }).build()
    expect(treeOf(join(root, 'dist'))).toEqual(treeOf(clean))
  })

  test('a public file that vanishes while it is copied ends in a build without it', async () => {
    write('content/posts/a.md', post('A'))
    write('public/x.txt', 'x')
    const site = siteOf({
      host: disturbed('public/x.txt', (time) => {
        if (time === 1) rmSync(join(root, 'public/x.txt'))
      }),
    })
    expect((await site.build()).status).toBe('published')
    expect([...treeOf(join(root, 'dist')).keys()]).toEqual(['posts/a/index.html'])
  })
})

test('the machine does not show: another folder, zone and language give equal bytes', async () => {
  write(
    'blog.config.ts',
    `
    export default { timeZone: 'Europe/Paris', plugins: [{ name: 'p', emit: async (context) => [
      { path: 'list.json', body: JSON.stringify(await context.entries()) + JSON.stringify(await context.terms('tags')) },
    ] }] }`,
  )
  write(
    'layouts/post.tsx',
    `
    export default ({ entry, content, toc }) => <html><time>{entry.date}</time><div dangerouslySetInnerHTML={content} />{JSON.stringify(toc)}</html>`,
  )
  write('styles/a.css', 'a { background: url(dot.svg) }')
  write('styles/dot.svg', '<svg/>')
  write(
    'content/posts/TITLE.md',
    post('ISTANBUL İı', '## IĞDIR\n\n![i](I.svg)', 'date: 2026-05-31\ntags: [I, ı, İ, i]\n'),
  )
  write('content/posts/I.svg', '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="2"/>')
  write('content/posts/edge.md', post('Edge', 'x', 'date: 2026-06-01\n'))
  write('content/posts/after.md', post('After', 'x', 'date: 2026-06-02 00:30\n'))
  const here = await siteOf().build()
  expect(here.status).toBe('published')

  // A copy elsewhere, built by a process of another machine's settings.
  const copy = join(base, 'another place/project')
  for (const [path, bytes] of treeOf(root)) {
    if (/^(dist|\.blog-build)\//.test(path)) continue
    mkdirSync(dirname(join(copy, path)), { recursive: true })
    writeFileSync(join(copy, path), bytes, 'base64')
  }
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', await buildScript(copy)],
    {
      cwd: base,
      env: {
        ...process.env,
        TZ: 'Pacific/Kiritimati',
        LANG: 'tr_TR.UTF-8',
        LC_ALL: 'tr_TR.UTF-8',
        NODE_OPTIONS: '',
      },
    },
  )
  const there = JSON.parse(stdout)
  expect(there.zone).toBe('Pacific/Kiritimati')
  expect(there.messages).toEqual(JSON.parse(JSON.stringify(here.messages)))
  expect(there.nextDue).toBe(here.nextDue)
  expect(treeOf(join(copy, 'dist'))).toEqual(treeOf(join(root, 'dist')))
}, 120_000)

/** A program that builds a folder and tells what the build says. */
async function buildScript(folder: string): Promise<string> {
  const core = fileURLToPath(new URL('..', import.meta.url))
  const outfile = join(core, 'node_modules/.cache/disk-test/build.mjs')
  await build({
    entryPoints: [join(core, 'src/build.ts')],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    logLevel: 'silent',
  })
  return `
    import { createSite } from ${JSON.stringify(pathToFileURL(outfile).href)}
    const options = { root: ${JSON.stringify(folder)}, asOf: '2026-06-01T00:00:00Z', resolveFrom: [${JSON.stringify(import.meta.url)}] }
    const { messages, nextDue } = await createSite(options).build()
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
    process.stdout.write(JSON.stringify({ messages, nextDue, zone }))`
}

describe('while its author writes', () => {
  const told = (...changed: string[]) => ({ keepGood: true, keepCode: true, changed })

  test('outputs that clash keep back themselves only, and are told once', async () => {
    write('content/posts/b.md', post('B'))
    write('content/posts/a.md', post('A'))
    const site = siteOf()
    expect((await site.build({ keepGood: true })).status).toBe('published')
    const before = read('dist/posts/b/index.html')
    write('public/posts/b/index.html', 'mine')
    write('content/posts/a.md', post('A', 'Other.'))
    const build = await site.build(told('public', 'content/posts/a.md'))
    expect(build.status).toBe('content')
    expect(build.messages.map(({ rule }) => rule)).toEqual(['output-conflict'])
    expect(read('dist/posts/b/index.html')).toBe(before)
    expect(read('dist/posts/a/index.html')).toContain('Other.')
    rmSync(join(root, 'public'), { recursive: true })
    expect((await site.build(told('public'))).status).toBe('published')
    expect(read('dist/posts/b/index.html')).toBe(before)
  })

  test('an output folder that is removed whole is found missing, and made again', async () => {
    write('content/posts/a.md', post('A'))
    const site = siteOf()
    await site.build()
    expect(await site.survey()).toEqual([])
    rmSync(join(root, 'dist'), { recursive: true })
    const changed = await site.survey()
    expect(changed).toEqual([join(root, 'dist')])
    expect((await site.build(told(...changed))).status).toBe('published')
    expect(read('dist/posts/a/index.html')).toContain('A')
  })

  test('nothing is made where the project was', async () => {
    write('content/posts/a.md', post('A'))
    const site = siteOf()
    await site.build()
    rmSync(root, { recursive: true })
    const build = await site.build(told('content'))
    expect(build).toMatchObject({
      status: 'config',
      messages: [{ rule: 'root-gone' }],
      out: join(root, 'dist'),
    })
    expect(existsSync(root)).toBe(false)
  })
})
