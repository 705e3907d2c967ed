/** Where events do not come: a limit is reached, or a file system that tells nothing. FAULTS E1, E6. */
import { spawnSync } from 'node:child_process'
import * as fs from 'node:fs'
import { afterEach, expect, test } from 'vitest'
import { nodeDisk } from '../../src/watch/disk.js'
import { createTestFolder, until } from './folder.js'
import { runWatching } from './process.js'
import { endAll, startWatching } from './watching.js'

afterEach(endAll)

const deaf = { watch: () => () => {} }

/** Watches so many folders and no more. */
function limited(most: number, code: string) {
  let left = most
  const watch: typeof nodeDisk.watch = (...args) => {
    if (left-- <= 0) throw Object.assign(new Error('limit'), { code })
    return nodeDisk.watch(...args)
  }
  return { watch }
}

test.each([
  ['ENOSPC', 0],
  ['ENOSPC', 3],
  ['EMFILE', 0],
])('%s after %i folders: the disk is polled, and that is said once', async (code, most) => {
  const files = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`content/d${at}/p.md`, 'old']))
  const { folder, notices, settle } = await startWatching({ files, disk: limited(most, code) })
  for (const text of ['one', 'two']) {
    folder.write('content/d19/p.md', text)
    folder.write(`content/new/${text}.md`, text)
    await settle()
  }
  expect(notices.map(({ rule }) => rule)).toEqual(['watch-limit'])
})

test('the limit is reached later, by a folder that comes', async () => {
  const { folder, notices, settle } = await startWatching({ disk: limited(3, 'ENOSPC') })
  expect(notices).toEqual([])
  folder.write('content/a/b/c/d.md', 'deep')
  await settle()
  folder.write('content/a/b/c/d.md', 'changed')
  await settle()
  expect(notices.map(({ rule }) => rule)).toEqual(['watch-limit'])
})

test('a file that comes and goes is not heard of: the disk is polled', async () => {
  const files = { 'content/a.md': 'a', '.blog-build/.gitignore': '*' }
  const { folder, notices, settle, session } = await startWatching({ files, disk: deaf })
  await until('it is said', () => notices.length > 0)
  folder.write('content/a.md', 'changed')
  await settle()
  expect(notices.map(({ rule }) => rule)).toEqual(['watch-silent'])
  expect(session.found).toEqual([folder.at('content/a.md')])
  expect(fs.readdirSync(folder.at('.blog-build'))).toEqual(['.gitignore'])
})

test('where nothing may be written, silence is known by what is found', async () => {
  const { folder, notices, settle, watch } = await startWatching({ disk: deaf })
  for (const text of ['one', 'two']) {
    folder.write('content/posts/post.md', text)
    watch.look()
    await settle()
  }
  await until('it is said', () => notices.length > 0)
  expect(notices.map(({ rule }) => rule)).toEqual(['watch-silent'])
})

test('a file system that tells of changes is not polled', async () => {
  const files = { 'content/a.md': 'a', '.blog-build/.gitignore': '*' }
  const { notices, session } = await startWatching({ files })
  await until('the probe would be over', () => session.surveys >= 2)
  expect(notices).toEqual([])
})

test('what a survey finds of files that are not wanted is no sign of silence', async () => {
  const { folder, notices, session, settle, watch } = await startWatching({ files: { 'content/a.md': 'a' } })
  for (const name of ['.one.md.swp', '.two.md.swp', '.three.md.swp']) {
    folder.write(`content/${name}`, 'swap')
    const { survey } = session
    // A real session finds that the folder lists another name.
    session.survey = async () => {
      session.survey = survey
      session.surveys++
      return [folder.at('content')]
    }
    const before = session.builds.length
    watch.look()
    await until('it is built', () => session.builds.length > before)
  }
  await settle()
  expect(notices).toEqual([])
})

test('polling when asked for says nothing, and sees changes, files that come and files that go', async () => {
  const { folder, notices, settle, rebuilds } = await startWatching({ poll: true })
  folder.write('content/new.md', 'new')
  fs.rmSync(folder.at('content/posts/post.md'))
  await settle()
  expect(rebuilds()).toEqual([[folder.at('content/new.md'), folder.at('content/posts/post.md')]])
  expect(notices).toEqual([])
})

const mayLimit =
  process.platform === 'linux' &&
  spawnSync('unshare', ['-Ur', 'sh', '-c', 'echo 4 > /proc/sys/user/max_inotify_watches']).status === 0

test.runIf(mayLimit)('a real limit of the system', async () => {
  const folder = createTestFolder({ 'content/a/b/c/d/e.md': 'old' })
  const limited = [
    'unshare',
    '-Ur',
    'sh',
    '-c',
    'echo 4 > /proc/sys/user/max_inotify_watches && exec "$@"',
    '-',
  ]
  expect(await runWatching(folder, limited)).toEqual(['watch-limit'])
  folder.remove()
})
