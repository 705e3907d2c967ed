/** `site.explain` tells the truth: about random edits, on the disk, and of what changed since. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, posix } from 'node:path'
import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { createSite } from '../src/build.js'
import type { Explanation, Noun, OutputExplanation, SourceExplanation } from '../src/explain/explanation.js'
import { createMemoryHost } from '../src/host/memory.js'
import type { Output, Store } from '../src/model.js'
import type { Site } from '../src/site-options.js'
import { createMemoryStore } from '../src/store/memory.js'
import type { Edit } from './oracle/edit.js'
import { edits } from './oracle/edits.js'
import { createMemoryWorld, type MemoryWorld } from './oracle/world.js'

const soak = process.env.SOAK === '1'
const root = '/site'

async function output(site: Site, target: string): Promise<OutputExplanation> {
  const found = await site.explain(target)
  expect(found.kind).toBe('output')
  return found as OutputExplanation
}

async function source(site: Site, target: string): Promise<SourceExplanation> {
  const found = await site.explain(target)
  expect(found.kind).toBe('source')
  return found as SourceExplanation
}

/** The world as far as edits can change it. */
function snapshot({ host, options }: MemoryWorld) {
  return { files: host.files(), env: host.env('STAGE'), now: host.now(), options }
}

type Snapshot = ReturnType<typeof snapshot>

const isCode = (path: string) => /\.(ts|tsx|css)$/.test(path)
const codeKinds = ['config', 'plugin', 'plugins', 'layout', 'layouts', 'markdown', 'styles']

/** Whether something that explains a change did change between two looks at the world. */
function didChange({ kind, name }: Noun, before: Snapshot, after: Snapshot): boolean {
  const paths = new Set([...before.files.keys(), ...after.files.keys()])
  const changed = [...paths].filter(
    (path) => String(before.files.get(path)) !== String(after.files.get(path)),
  )
  if (codeKinds.includes(kind)) return changed.some(isCode) || before.options !== after.options
  if (kind === 'env') return before.env !== after.env
  if (kind === 'instant') return before.now !== after.now
  const at = posix.join(root, name)
  if (kind === 'file') return changed.includes(at)
  const cameOrWent = changed.filter((path) => before.files.has(path) !== after.files.has(path))
  return kind === 'folder' && cameOrWent.some((path) => path.startsWith(`${at}/`.replace('//', '/')))
}

/** Outputs that share one key: a plugin's files are made together, and so are the styles. */
const isAlone = ({ owner }: Output) => owner === 'core' || owner === 'public' || owner === 'asset'

async function check(site: Site, last: Map<string, Output>, now: readonly Output[], worlds: Snapshot[]) {
  const [before, after] = worlds as [Snapshot, Snapshot]
  for (const one of now) {
    const found = await output(site, one.url)
    const latest = found.latestBuild
    const old = last.get(one.path)
    if (old?.hash === one.hash && one.owner !== 'asset') {
      if (isAlone(one)) expect(found.since, one.path).toBeLessThan(latest)
      if (found.build === latest) expect(didChange(found.chain[0] as Noun, before, after)).toBe(true)
      continue
    }
    if (old?.hash === one.hash) continue
    expect({ path: one.path, build: found.build, since: found.since }).toEqual({
      path: one.path,
      build: latest,
      since: latest,
    })
    expect(found.reason, one.path).not.toBe('first')
    expect(found.chain[0], one.path).toSatisfy((noun) => didChange(noun, before, after))
    expect(found.isChainBroken, one.path).toBe(false)
    expect(found.changedNow).toEqual([])
  }
}

const steps = fc.array(fc.record({ edit: edits, restart: fc.boolean() }), { minLength: 8, maxLength: 8 })

test('random edits: each output that changed is explained by what was edited, others are said to be as they were', async () => {
  const explained = new Set<string>()
  const open = ({ host, options }: MemoryWorld, store: Store) =>
    createSite({ root, host, store, write: false, resolveFrom: [import.meta.url], ...options })
  await fc.assert(
    fc.asyncProperty(steps, async (sequence: { edit: Edit; restart: boolean }[]) => {
      const world = createMemoryWorld()
      const store = createMemoryStore()
      const past = { all: [world.files()], published: world.files() }
      let site = open(world, store)
      let build = await site.build()
      let number = store.last()?.build
      for (const { edit, restart } of sequence) {
        const before = snapshot(world)
        edit.apply(world, past)
        past.all.push(world.files())
        if (restart || before.options !== world.options) site = open(world, store)
        const last = new Map(build.outputs.map((one) => [one.path, one]))
        const next = await site.build()
        if (next.status === 'config') return
        build = next
        if (store.last()?.build !== number) {
          await check(site, last, build.outputs, [before, snapshot(world)])
          explained.add(edit.kind)
        } else expect(build.outputs).toEqual([...last.values()])
        number = store.last()?.build
      }
    }),
    { numRuns: soak ? 300 : 25, endOnFailure: true },
  )
  expect(explained.size).toBeGreaterThanOrEqual(12)
}, 600_000)

const post = (title: string, body: string) => `---\ntitle: ${title}\ndate: 2024-01-01\n---\n\n${body}\n`

/** Two ways to have a site; each build may be that of another process. */
interface Place {
  set(path: string, text: string): void
  open(options?: { base?: string }): Site
}

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

const places: Record<string, () => Place> = {
  memory: () => {
    const host = createMemoryHost()
    const store = createMemoryStore()
    return {
      set: (path, text) => host.set(`${root}/${path}`, text),
      open: (options) => createSite({ root, host, store, ...options }),
    }
  },
  disk: () => {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'blog-build-explain-')))
    folders.push(folder)
    return {
      set(path, text) {
        mkdirSync(dirname(join(folder, path)), { recursive: true })
        writeFileSync(join(folder, path), text)
      },
      open: (options) => createSite({ root: folder, resolveFrom: [import.meta.url], ...options }),
    }
  },
}

const layout = `
export const props = async (context, page) => ({ content: await context.content(page.entry) })
export default ({ content, site }) => <html><body>{site.title}<main dangerouslySetInnerHTML={content} /></body></html>
`

function fill({ set }: Place): void {
  set('blog.config.ts', "export default { title: 'One' }")
  set('layouts/post.tsx', layout)
  set('content/posts/a.md', post('A', 'Text.'))
  set('content/posts/b.md', post('B', 'See [a](a.md) and [none](none).'))
  set('public/robots.txt', 'robots')
}

test.each(Object.keys(places))('a body, a new source, a layout and the configuration on %s', async (name) => {
  const place = (places[name] as () => Place)()
  fill(place)
  await place.open().build()
  place.set('content/posts/a.md', post('A', 'Other text.'))
  expect((await output(place.open(), '/posts/a/')).changedNow).toEqual([
    { kind: 'file', name: 'content/posts/a.md' },
  ])
  await place.open().build()
  const a = await output(place.open(), '/posts/a/')
  expect(a).toMatchObject({ build: 2, since: 2, latestBuild: 2, reason: 'changed', changedNow: [] })
  expect(a.chain[0]).toEqual({ kind: 'file', name: 'content/posts/a.md' })
  expect(a.chain.slice(-3).map(({ kind }) => kind)).toEqual(['content', 'filled', 'html'])
  const b = await output(place.open(), 'posts/b/index.html')
  expect(b).toMatchObject({
    build: 1,
    since: 1,
    reason: 'first',
    chain: [{ kind: 'html', name: '/posts/b/' }],
  })
  expect(b.withoutEffect).toEqual([{ kind: 'file', name: 'content/posts/a.md' }])

  place.set('content/posts/c.md', post('C', 'New.'))
  await place.open().build()
  const c = await output(place.open(), '/posts/c')
  expect(c).toMatchObject({ build: 3, reason: 'new', source: 'content/posts/c.md' })
  expect(c.chain[0]).toEqual({ kind: 'folder', name: 'content/posts' })
  expect(c.newlyRead).toContainEqual({ kind: 'file', name: 'content/posts/c.md' })

  place.set('layouts/post.tsx', layout.replace('<main', '<hr/><main'))
  await place.open().build()
  expect((await output(place.open(), '/posts/b/')).chain).toEqual([
    { kind: 'layout', name: 'post' },
    { kind: 'html', name: '/posts/b/' },
  ])
  place.set('blog.config.ts', "export default { title: 'Two' }")
  expect((await output(place.open(), '/posts/b/')).changedNow).toEqual([
    { kind: 'file', name: 'blog.config.ts' },
  ])
  await place.open().build()
  expect((await output(place.open(), '/posts/b/')).chain[0]).toEqual({ kind: 'config', name: 'title' })
  expect(await output(place.open(), 'robots.txt')).toMatchObject({ build: 1, owner: 'public', restsOn: 1 })
})

test.each(Object.keys(places))('what a source led to on %s', async (name) => {
  const place = (places[name] as () => Place)()
  fill(place)
  await place.open().build()
  place.set('content/posts/a.md', post('A', 'Other text.'))
  expect(await source(place.open(), 'content/posts/a.md')).toMatchObject({
    state: 'changed',
    since: 1,
    made: [],
  })
  await place.open().build()
  const a = await source(place.open(), 'content/posts/a.md')
  expect(a).toMatchObject({ isCode: false, state: 'same', since: 2, isNew: false, latestBuild: 2 })
  expect(a.readers).toContainEqual({ kind: 'source', name: 'content/posts/a.md' })
  expect(a.outputs.map(({ url }) => url)).toEqual(['/posts/a/', '/posts/b/'])
  expect(a.made).toEqual([{ url: '/posts/a/', path: 'posts/a/index.html', build: 2 }])
  // A path may be given from the content's folder too; what a link looked for and did not find is known as that.
  expect(await source(place.open(), 'posts/a.md')).toEqual(a)
  expect(await source(place.open(), 'posts/none')).toMatchObject({ state: 'absent', isNew: true })

  place.set('layouts/post.tsx', layout.replace('<main', '<hr/><main'))
  expect(await source(place.open(), 'layouts/post.tsx')).toMatchObject({ isCode: true, state: 'changed' })
  await place.open().build()
  const code = await source(place.open(), 'layouts/post.tsx')
  expect(code).toMatchObject({ state: 'same', since: 3, readers: [{ kind: 'layout', name: 'post' }] })
  expect(code.made.map(({ url }) => url)).toEqual(['/posts/a/', '/posts/b/'])
  expect((await source(place.open(), 'blog.config.ts')).readers).toContainEqual({
    kind: 'config',
    name: 'title',
  })
})

test.each(Object.keys(places))('addresses and paths in every form on %s', async (name) => {
  const place = (places[name] as () => Place)()
  fill(place)
  const options = { base: '/blog/' }
  expect(await place.open(options).explain('/posts/a/')).toEqual({ kind: 'none', exists: false, near: [] })
  await place.open(options).build()
  const forms = [
    '/posts/a/',
    '/posts/a',
    'posts/a',
    'posts/a/index.html',
    '/posts/a/index.html',
    'dist/posts/a/index.html',
  ]
  const based = ['/blog/posts/a/', 'https://example.org/blog/posts/a?x=1#top']
  for (const form of [...forms, ...based]) {
    // The base is that of the build, whatever is asked with.
    expect((await output(place.open(), form)).path, form).toBe('posts/a/index.html')
  }
  const near = async (target: string): Promise<Explanation> => place.open().explain(target)
  expect(await near('/posts/aa/')).toMatchObject({ kind: 'unknown', near: ['/posts/a/'] })
  expect(await near('a.md')).toEqual({ kind: 'unknown', exists: false, near: ['content/posts/a.md'] })
  place.set('content/posts/new.md', 'New')
  expect(await near('content/posts/new.md')).toMatchObject({ kind: 'unknown', exists: true })
  place.set('content/posts/a.md', post('A', 'Other text.'))
})

test('relative paths start from the current folder, then from the root', async () => {
  const place = (places.memory as () => Place)()
  fill(place)
  await place.open().build()
  const at = (target: string, cwd: string) => place.open().explain(target, { cwd })
  expect(await at('a.md', `${root}/content/posts`)).toMatchObject({
    kind: 'source',
    path: 'content/posts/a.md',
  })
  expect(await at('../../dist/posts/a/index.html', `${root}/content/posts`)).toMatchObject({
    url: '/posts/a/',
  })
  expect(await at('content/posts/a.md', '/elsewhere')).toMatchObject({ path: 'content/posts/a.md' })
})
