/** What is watched, and that what builds write is not. FAULTS E7. */
import * as fs from 'node:fs'
import { afterEach, expect, test } from 'vitest'
import { pause, type TestFolder, until } from './folder.js'
import { endAll, startWatching, type Watching } from './watching.js'

afterEach(endAll)

let count = 0
/** A build that writes pages, a store and a stage, as real ones do. */
const writes = (out: string) => (folder: TestFolder) => {
  count++
  for (let at = 0; at < 20; at++) folder.write(`${out}/p${at}/index.html`, `${count}`)
  folder.write('.blog-build/store/graph', `${count}`)
  fs.renameSync(folder.at('.blog-build/store/graph'), folder.at('.blog-build/store/graph-2'))
  folder.write('.dist.v-3/index.html', `${count}`)
}

/** A change is built, and after it nothing more. */
async function expectOneBuild(watching: Watching, path: string, idle = 0): Promise<void> {
  const { folder, session, settle } = watching
  const [before, surveys] = [session.builds.length, session.surveys]
  folder.write(path, `changed ${before}`)
  await settle()
  await until('all was looked at', () => session.surveys > surveys)
  await pause(50)
  const builds = session.builds.slice(before)
  expect(builds.filter(({ differing }) => differing.length > 0)).toHaveLength(1)
  expect(builds.length - 1).toBeLessThanOrEqual(idle)
  expect(session.found).toEqual([])
}

test.each([
  ['beside the content', 'dist', 'content/a.md'],
  ['in a bare root', 'dist', 'a.md'],
  ['in a bare root, under a name of its own', 'www', 'posts/a.md'],
  ['deep in the content', 'content/b/www', 'content/a.md'],
])('the output folder %s: one build for one change', async (_name, out, path) => {
  const watching = await startWatching({
    files: { [path]: 'a', [`${out}/old.html`]: 'old' },
    onPublish: writes(out),
    out,
  })
  await expectOneBuild(watching, path)
})

test('the output folder moves by configuration: one idle build at most', async () => {
  let out = 'dist'
  const watching = await startWatching({
    files: { 'a.md': 'a', 'blog.config.ts': '1' },
    onPublish: (folder) => writes(out)(folder),
  })
  const { session, folder } = watching
  out = 'www'
  session.next.out = folder.at('www')
  await expectOneBuild(watching, 'a.md', 1)
  await expectOneBuild(watching, 'a.md')
})

/** Whether a change of the path is told to a build. */
async function isTold({ folder, session }: Watching, path: string): Promise<boolean> {
  const mark = folder.at('content/mark.md')
  const before = session.builds.length
  folder.write(path, `changed ${before}`)
  await pause(20)
  fs.writeFileSync(mark, `${before}`)
  await until('the mark is told', () =>
    session.builds.slice(before).some(({ changed }) => changed?.includes(mark)),
  )
  return session.builds.slice(before).some(({ changed }) => changed?.includes(folder.at(path)))
}

test('with a content folder: content, layouts, styles, public and the configuration are watched', async () => {
  const watching = await startWatching({
    files: { 'content/a.md': 'a', 'layouts/parts/x.tsx': 'x', 'other/b.md': 'b', 'public/x.txt': 'x' },
  })
  for (const path of [
    'content/new/deep/er.md',
    'layouts/parts/x.tsx',
    'public/x.txt',
    'public/.well-known/security.txt',
    'styles/first.css',
    'blog.config.ts',
    'tsconfig.json',
  ]) {
    const told = await isTold(watching, path)
    // What came with its folders is told by the topmost of them.
    const folders = watching.session.builds.flatMap(({ changed }) => changed ?? [])
    const isCovered = folders.some((one) => watching.folder.at(path).startsWith(`${one}/`))
    expect({ path, told: told || isCovered }).toEqual({ path, told: true })
  }
  for (const path of [
    'other/b.md',
    'README.md',
    'content/.obsidian/app.json',
    'content/node_modules/x.md',
    '.git/HEAD',
  ])
    expect({ path, told: await isTold(watching, path) }).toEqual({ path, told: false })
})

test('whatever a build looked at is watched, be it hidden, absent or elsewhere', async () => {
  const watching = await startWatching({
    files: { 'content/a.md': 'a', 'lib/b.ts': 'b', 'elsewhere/.keep': '' },
  })
  const { folder, session, settle } = watching
  const paths = [
    'lib/b.ts',
    'lib/absent.ts',
    'content/.data/quotes.json',
    'content/draft.md~',
    'node_modules/pack/index.js',
    'elsewhere/not/yet/there.json',
  ]
  session.next.looked = [...paths.map(folder.at), folder.at('dist/index.html'), folder.at('.blog-build/x')]
  folder.write('content/a.md', 'b')
  await settle()
  await pause(50)
  for (const path of paths) {
    const before = session.builds.length
    folder.write(path, `changed ${before}`)
    const covers = (one: string) => folder.at(path) === one || folder.at(path).startsWith(`${one}/`)
    await until(`${path} is told`, () =>
      session.builds.slice(before).some(({ changed }) => changed?.some(covers)),
    )
    expect(await isTold(watching, path)).toBe(true)
  }
  expect(await isTold(watching, 'dist/index.html')).toBe(false)
  expect(await isTold(watching, '.blog-build/x')).toBe(false)
  expect(session.found).toEqual([])
})

test('the content folder comes, and the root is no content any more', async () => {
  const watching = await startWatching({ files: { 'a.md': 'a', 'posts/b.md': 'b' } })
  const { folder, settle } = watching
  folder.write('content/c.md', 'c')
  await settle()
  folder.write('content/d.md', 'd')
  await settle()
  expect(await isTold(watching, 'posts/b.md')).toBe(false)
  fs.rmSync(folder.at('content'), { recursive: true })
  await settle()
  folder.write('posts/b.md', 'changed')
  await settle()
  expect(watching.session.found).toEqual([])
})

test('where one watch covers a tree, as on macOS and Windows', async () => {
  const watching = await startWatching({
    files: { 'content/a/b/c.md': 'c', 'content/d.md': 'd', 'notes/n.md': 'n' },
    // Node makes the like of it here too.
    disk: { isDeep: true },
  })
  const { folder, session, settle } = watching
  const steps = [
    () => folder.write('content/a/b/c.md', 'changed'),
    () => folder.write('content/new/deep/e.md', 'new'),
    () => folder.write('content/new/deep/e.md', 'changed'),
    () => fs.renameSync(folder.at('content/a'), folder.at('content/moved')),
    () => folder.write('content/moved/b/c.md', 'changed again'),
    () => fs.symlinkSync('../notes', folder.at('content/linked')),
    () => folder.write('notes/n.md', 'changed'),
    () => fs.rmSync(folder.at('content/moved'), { recursive: true }),
  ]
  for (const step of steps) {
    step()
    await settle()
    await pause(20)
  }
  expect(await isTold(watching, 'content/.git/HEAD')).toBe(false)
  expect(session.builds.length).toBeGreaterThan(steps.length)
})
