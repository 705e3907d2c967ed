/** What git, and moving folders about, does to a project. FAULTS E4, E5. */
import { execFile } from 'node:child_process'
import * as fs from 'node:fs'
import { promisify } from 'node:util'
import { afterEach, expect, test } from 'vitest'
import type { TestFolder } from './folder.js'
import { endAll, startWatching, type Watching } from './watching.js'

afterEach(endAll)

const run = promisify(execFile)
const author = ['-c', 'user.name=A', '-c', 'user.email=a@example.com', '-c', 'commit.gpgsign=false']
const git = (folder: TestFolder, ...args: string[]) =>
  run('git', [...author, ...args], {
    cwd: folder.root,
    env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null' },
  })

/** A repository with two branches that differ in a hundred posts, in folders and in names. */
async function startInRepository(): Promise<Watching> {
  const files = Object.fromEntries(
    Array.from({ length: 200 }, (_, at) => [`content/d${at % 10}/p${at}.md`, `one ${at}\n`]),
  )
  const watching = await startWatching({ files })
  const { folder } = watching
  await git(folder, 'init', '-q', '-b', 'one')
  await git(folder, 'add', '.')
  await git(folder, 'commit', '-qm', 'one')
  await git(folder, 'checkout', '-qb', 'two')
  for (let at = 0; at < 100; at++) folder.write(`content/d${at % 10}/p${at}.md`, `two ${at}\n`)
  fs.rmSync(folder.at('content/d9'), { recursive: true })
  folder.write('content/other/deep/new.md', 'new\n')
  await git(folder, 'add', '.')
  await git(folder, 'commit', '-qm', 'two')
  await watching.settle()
  watching.rebuilds()
  return watching
}

/** Settled, by hints alone. */
async function expectSettled({ settle, session }: Watching): Promise<void> {
  await settle()
  expect(session.found).toEqual([])
}

test('a branch is switched, there and back: one rebuild each', async () => {
  const watching = await startInRepository()
  for (const branch of ['one', 'two', 'one']) {
    await git(watching.folder, 'switch', '-q', branch)
    await expectSettled(watching)
    expect(watching.rebuilds()).toHaveLength(1)
  }
})

test('changes are stashed and come back', async () => {
  const watching = await startInRepository()
  for (let at = 0; at < 50; at++) watching.folder.write(`content/d${at % 9}/s${at}.md`, 'draft')
  watching.folder.write('content/d1/p1.md', 'changed')
  await expectSettled(watching)
  await git(watching.folder, 'stash', '-qu')
  await expectSettled(watching)
  expect(watching.folder.read('content/d1/p1.md')).toBe('two 1\n')
  await git(watching.folder, 'stash', 'pop', '-q')
  await expectSettled(watching)
  expect(watching.session.published.get(watching.folder.at('content/d1/p1.md'))).toBe('changed')
})

test('a branch is rebased', async () => {
  const watching = await startInRepository()
  const { folder } = watching
  await git(folder, 'switch', '-q', 'one')
  folder.write('content/base.md', 'base')
  await git(folder, 'add', '.')
  await git(folder, 'commit', '-qm', 'base')
  await git(folder, 'switch', '-q', 'two')
  for (let at = 0; at < 5; at++) {
    folder.write(`content/c${at}/x.md`, `${at}`)
    await git(folder, 'add', '.')
    await git(folder, 'commit', '-qm', `c${at}`)
  }
  await git(folder, 'rebase', '-q', 'one')
  await expectSettled(watching)
  expect(watching.session.published.has(folder.at('content/base.md'))).toBe(true)
})

test('one file is checked out', async () => {
  const watching = await startInRepository()
  watching.folder.write('content/d1/p1.md', 'changed')
  await expectSettled(watching)
  await git(watching.folder, 'checkout', '-q', '--', 'content/d1/p1.md')
  await expectSettled(watching)
  expect(watching.rebuilds()).toHaveLength(2)
})

const moves: Record<string, (folder: TestFolder) => void> = {
  'a folder is renamed': ({ at }) => fs.renameSync(at('content/a'), at('content/b')),
  'a name changes its case': ({ at }) => {
    fs.renameSync(at('content/a/one.md'), at('content/a/One.md'))
    fs.renameSync(at('content/a'), at('content/A'))
  },
  'a folder is deleted and made again': ({ at, write }) => {
    fs.rmSync(at('content/a'), { recursive: true })
    write('content/a/one.md', 'again')
    write('content/a/deep/three.md', 'more')
  },
  'a folder comes from elsewhere': ({ at }) => fs.renameSync(at('elsewhere'), at('content/a/came')),
  'a folder leaves': ({ at }) => fs.renameSync(at('content/a/deep'), at('gone')),
  'folders change places': ({ at }) => {
    fs.renameSync(at('content/a'), at('content/x'))
    fs.renameSync(at('content/c'), at('content/a'))
    fs.renameSync(at('content/x'), at('content/c'))
  },
  'the content comes and goes': ({ at, write }) => {
    fs.renameSync(at('content'), at('put-away'))
    write('content/new/one.md', 'new')
  },
  'a tree is written folder by folder': ({ write }) => {
    for (let at = 0; at < 300; at++) write(`content/t/${'d/'.repeat(at % 12)}p${at}.md`, `${at}`)
  },
}

/** Every folder that is there now is watched: a file that comes to it is seen, and one that changes. */
async function expectAllWatched(watching: Watching): Promise<void> {
  const { folder, session } = watching
  for (const path of [...session.published.keys()].slice(0, 30)) {
    fs.writeFileSync(path, `after ${path}`)
    fs.writeFileSync(path.replace(/\.md$/, '-new.md'), 'new')
  }
  folder.write('content/at-the-top.md', 'new')
  await expectSettled(watching)
}

test.each(Object.entries(moves))('%s', async (_name, move) => {
  const watching = await startWatching({
    files: {
      'content/a/one.md': '1',
      'content/a/deep/two.md': '2',
      'content/c/one.md': '3',
      'elsewhere/deep/er/four.md': '4',
    },
  })
  move(watching.folder)
  await expectSettled(watching)
  await expectAllWatched(watching)
})

test('what links lead to is watched, within the project', async () => {
  const watching = await startWatching({
    files: { 'content/a.md': 'a', 'notes/n.md': 'n', 'single/s.md': 's', 'single/other.md': 'o' },
  })
  const { folder, session } = watching
  fs.symlinkSync('../notes', folder.at('content/notes'))
  fs.symlinkSync('../single/s.md', folder.at('content/s.md'))
  fs.symlinkSync('..', folder.at('content/.circle'))
  await expectSettled(watching)
  folder.write('notes/n.md', 'changed')
  folder.write('notes/deep/m.md', 'new')
  await expectSettled(watching)
  folder.write('single/s.md', 'changed')
  await expectSettled(watching)
  expect(session.published.get(folder.at('content/s.md'))).toBe('changed')
  const before = session.builds.length
  folder.write('single/other.md', 'nobody cares')
  folder.write('content/a.md', 'changed')
  await expectSettled(watching)
  expect(session.builds.slice(before).flatMap(({ changed }) => changed)).toEqual([folder.at('content/a.md')])
})

test('a link in a circle, or out of the project, is not followed', async () => {
  const watching = await startWatching({ files: { 'content/a/one.md': '1' } })
  const { folder } = watching
  fs.symlinkSync('/', folder.at('content/out'))
  fs.symlinkSync('..', folder.at('content/a/above'))
  folder.write('content/a/two.md', '2')
  const isPublished = () =>
    watching.session.builds.some(({ changed }) => changed?.includes(folder.at('content/a/two.md')))
  const start = performance.now()
  while (!isPublished() && performance.now() - start < 5_000) await new Promise(setImmediate)
  expect(isPublished()).toBe(true)
})
