/** A real site under the watch: what is on the disk after a save, and that nothing is built in vain. FAULTS E3, E7. */
import * as fs from 'node:fs'
import { afterEach, expect, test } from 'vitest'
import { createSite } from '../../src/build.js'
import type { Watch } from '../../src/watch/options.js'
import { watchSite } from '../../src/watch/watch.js'
import { createTestFolder, type TestFolder, until } from './folder.js'
import { createSiteSession, type SiteSession } from './site-session.js'

interface WatchedSite {
  folder: TestFolder
  session: SiteSession
  watch: Watch
  /** Waits until a file of the output folder holds the text. */
  shows(path: string, text: string): Promise<void>
  /** Waits until a look at everything finds nothing. */
  quiet(): Promise<void>
}

const open: WatchedSite[] = []
afterEach(async () => {
  for (const { watch, folder } of open.splice(0)) {
    await watch.close()
    folder.remove()
  }
})

async function startSite(files: Record<string, string>): Promise<WatchedSite> {
  const folder = createTestFolder(files)
  const session = createSiteSession(() =>
    createSite({ root: folder.root, workers: 0, resolveFrom: [import.meta.url] }),
  )
  const failures: unknown[] = []
  const watch = watchSite({
    root: folder.root,
    session,
    onBuild() {},
    onFailure: (error) => failures.push(error),
  })
  await watch.ready
  const holds = (path: string, text: string) =>
    fs.existsSync(folder.at(path)) && folder.read(path).includes(text)
  const site: WatchedSite = {
    folder,
    session,
    watch,
    async shows(path, text) {
      await until(`${path} shows ${text}`, () => holds(path, text))
      expect(failures).toEqual([])
    },
    async quiet() {
      const before = session.quiet
      watch.look()
      await until('a survey finds nothing', () => session.quiet > before && !session.isBusy)
    },
  }
  open.push(site)
  return site
}

const page = 'dist/posts/a/index.html'

test.each([
  ['with a content folder', 'content/posts/a.md'],
  ['in a bare root', 'posts/a.md'],
])('%s: a save is one build, and its output makes none', async (_name, path) => {
  const { folder, session, shows, quiet } = await startSite({ [path]: 'First.' })
  await shows(page, 'First.')
  await quiet()
  // That the output folder came is a change of a bare root: it is looked into once.
  expect(session.builds.length).toBeLessThanOrEqual(2)
  const found = session.found.length
  for (const text of ['Second.', 'Third.']) {
    const before = session.builds.length
    folder.write(path, text)
    await shows(page, text)
    await quiet()
    expect(session.builds.slice(before).map(({ changed }) => changed)).toEqual([[folder.at(path)]])
  }
  expect(session.found.length).toBe(found)
})

test('the output folder moves while it is watched: one idle build at most', async () => {
  const { folder, session, shows, quiet } = await startSite({ 'posts/a.md': 'First.' })
  await shows(page, 'First.')
  const before = session.builds.length
  folder.write('blog.config.ts', `export default { out: 'www' }`)
  await shows('www/posts/a/index.html', 'First.')
  await quiet()
  expect(session.builds.length - before).toBeLessThanOrEqual(2)
  folder.write('posts/a.md', 'Second.')
  await shows('www/posts/a/index.html', 'Second.')
})

test('vim saves while its swap file lies there', async () => {
  const { folder, session, shows, quiet } = await startSite({ 'content/posts/a.md': 'First.' })
  folder.write('content/posts/.a.md.swp', 'b0VIM')
  const post = folder.at('content/posts/a.md')
  fs.renameSync(post, `${post}~`)
  fs.writeFileSync(post, 'Second.')
  fs.unlinkSync(`${post}~`)
  await shows(page, 'Second.')
  await quiet()
  const published = session.builds.slice(1).filter(({ build }) => build.stats.written > 0)
  expect(published).toHaveLength(1)
  expect(folder.texts().has(post)).toBe(true)
})

test('layouts, styles, data that is read, and an import from elsewhere', async () => {
  const { folder, session, shows } = await startSite({
    'content/posts/a.md': 'Text.',
    'lib/words.ts': `export const word = 'one'`,
    'layouts/post.tsx': `
      import { word } from '../lib/words'
      export const props = async (context, page) => ({ note: await context.read('notes/absent.txt') })
      export default ({ note }) => <html><body>{word} {note ?? 'nothing'}</body></html>`,
  })
  await shows(page, 'one nothing')
  folder.write('lib/words.ts', `export const word = 'two'`)
  await shows(page, 'two nothing')
  folder.write('notes/absent.txt', 'there')
  await shows(page, 'two there')
  folder.write('layouts/post.tsx', 'export default () => <html><body>simple</body></html>')
  await shows(page, 'simple')
  expect(session.hasOverlapped).toBe(false)
})

test('errors come and go: what is told is what a clean build says', async () => {
  const { folder, session, shows, quiet } = await startSite({
    'content/posts/a.md': 'First.',
    'content/posts/b.md': 'Other.',
  })
  folder.write('content/posts/a.md', '---\ntitle: [\n---\n')
  await until('the error is told', () => session.builds.at(-1)?.build.status === 'content')
  folder.write('blog.config.ts', 'export default {{')
  await until('the error is told', () => session.builds.at(-1)?.build.status === 'config')
  await quiet()
  fs.unlinkSync(folder.at('blog.config.ts'))
  folder.write('content/posts/a.md', 'Mended.')
  await shows(page, 'Mended.')
  await until('all is well', () => session.builds.at(-1)?.build.status === 'published')
  expect(session.builds.at(-1)?.build.messages).toEqual([])
})
