import { definePlugin } from '@blog-build/core/plugin'
import { testPlugin } from '@blog-build/core/testing'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type GitProject, gitProject, hasGit, temporaryFolder } from '../test/git-project.js'
import { refusals } from '../test/refusals.js'
import { createLogReader } from './git-log.js'
import { lastModified } from './last-modified.js'

/** Writes what entries say of their last change. */
const tell = definePlugin({
  name: 'tell',
  emit: async (context) => {
    const entries = await context.entries({ fields: [] })
    const told = entries.map(({ id, updated }) => [id.replace('posts/', ''), updated ?? null])
    return [{ path: 'told.json', body: JSON.stringify(Object.fromEntries(told)) }]
  },
})

const config = { title: 'Notes', plugins: [lastModified(), tell] }

/** What a build tells; another one, from nothing, must tell the same. */
async function told(project: GitProject, site = '') {
  const built = await project.build(config, { site })
  const clean = await project.build(config, { site, isClean: true })
  expect(built).toEqual(clean)
  return { ...JSON.parse(built.texts.get('told.json') ?? '{}'), rules: built.rules }
}

describe.skipIf(!hasGit)('with git', () => {
  function project(folder = '') {
    const made = gitProject()
    made.git('init', '--quiet', '--initial-branch', 'main')
    made.write({
      [`${folder}content/posts/a.md`]: '# A\n',
      [`${folder}content/posts/ä b.md`]: '# B\n',
      [`${folder}content/posts/own.md`]: '---\nupdated: 2020-02-02\n---\n# C\n',
    })
    made.commit('2024-01-01T12:00:00+02:00')
    return made
  }

  test('entries get the date of the last commit; the frontmatter wins, and a new file has none', async () => {
    const made = project()
    made.write({ 'content/posts/new.md': '# New\n' })
    expect(await told(made)).toEqual({
      a: '2024-01-01T10:00:00Z',
      'ä b': '2024-01-01T10:00:00Z',
      own: '2020-02-02',
      new: null,
      rules: [],
    })
  })

  test('a commit changes the dates of its files, an edit alone changes none', async () => {
    const made = project()
    await told(made)
    made.write({ 'content/posts/a.md': '# A, again\n' })
    expect(await told(made)).toMatchObject({ a: '2024-01-01T10:00:00Z' })
    await made.build(config)
    made.commit('2024-03-03T00:00:00Z')
    expect(await told(made)).toMatchObject({ a: '2024-03-03T00:00:00Z', 'ä b': '2024-01-01T10:00:00Z' })
    made.git('pack-refs', '--all')
    expect(await told(made)).toMatchObject({ a: '2024-03-03T00:00:00Z' })
    made.git('checkout', '--quiet', '--detach', 'HEAD~1')
    expect(await told(made)).toMatchObject({ a: '2024-01-01T10:00:00Z' })
  })

  test('the date of the commit, if that is wanted', async () => {
    const made = project()
    const { texts } = await made.build({
      title: 'Notes',
      plugins: [lastModified({ date: 'committer' }), tell],
    })
    expect(JSON.parse(texts.get('told.json') ?? '')).toMatchObject({ a: '2030-01-01T00:00:00Z' })
  })

  test('the project may be a folder of the repository, and its settings have no say', async () => {
    const made = project('docs/site/')
    made.git('config', 'log.showSignature', 'true')
    made.git('config', 'diff.noprefix', 'true')
    expect(await told(made, 'docs/site')).toMatchObject({ a: '2024-01-01T10:00:00Z' })
    made.write({ 'elsewhere.txt': 'x' })
    made.commit('2024-04-04T00:00:00Z')
    expect(await told(made, 'docs/site')).toMatchObject({ a: '2024-01-01T10:00:00Z' })
  })

  test('a further work tree', async () => {
    const made = project()
    const folder = `${temporaryFolder()}/tree`
    made.git('worktree', 'add', '--quiet', '-b', 'other', folder)
    const tree = gitProject(folder)
    expect(await told(tree)).toMatchObject({ a: '2024-01-01T10:00:00Z' })
    tree.write({ 'content/posts/a.md': '# A, there\n' })
    tree.commit('2024-05-05T00:00:00Z')
    expect(await told(tree)).toMatchObject({ a: '2024-05-05T00:00:00Z' })
    expect(await told(made)).toMatchObject({ a: '2024-01-01T10:00:00Z' })
  })

  test('a history that was cut off tells no dates, and says so', async () => {
    const made = project()
    made.write({ 'content/posts/a.md': '# A, again\n' })
    made.commit('2024-03-03T00:00:00Z')
    const folder = `${temporaryFolder()}/clone`
    made.git('clone', '--quiet', '--depth', '1', `file://${made.root}`, folder)
    const clone = gitProject(folder)
    expect(await told(clone)).toMatchObject({ a: null, rules: ['git-shallow'] })
    clone.git('fetch', '--quiet', '--unshallow')
    expect(await told(clone)).toMatchObject({ a: '2024-03-03T00:00:00Z', rules: [] })
  })

  test('a repository before its first commit, and one that is damaged', async () => {
    const made = gitProject()
    made.write({ 'content/posts/a.md': '# A\n' })
    made.git('init', '--quiet', '--initial-branch', 'main')
    expect(await told(made)).toMatchObject({ a: null, rules: [] })
    made.write({ '.git/refs/heads/main': `${'0123456789'.repeat(4)}\n` })
    expect(await told(made)).toMatchObject({ a: null, rules: ['git-failed'] })
  })
})

test('without a disk nothing is told', async () => {
  const { answer, messages } = await testPlugin(lastModified, {
    files: { 'content/posts/a.md': '# A\n', '.git/HEAD': 'ref: refs/heads/main' },
    ask: async (context) => (await context.entry('posts/a'))?.updated,
  })
  expect([answer, messages]).toEqual([undefined, []])
})

test('a wrong option is refused', async () => {
  expect(await refusals(lastModified({ date: 'today' as never }))).toContain('`date`: it must be ')
})

test('a log is read the same however it is cut', () => {
  const log =
    '\x002024-02-02T00:00:00+00:00\0\na.md\0b\nc.md\0\x002024-01-01T00:00:00+00:00\0\na.md\0__proto__\0\0never\0\nd\0'
  const expected = [
    ['a.md', '2024-02-02T00:00:00Z'],
    ['b\nc.md', '2024-02-02T00:00:00Z'],
    ['__proto__', '2024-01-01T00:00:00Z'],
  ]
  fc.assert(
    fc.property(fc.array(fc.nat(log.length)), (cuts) => {
      const reader = createLogReader()
      const sorted = [0, ...cuts.sort((a, b) => a - b), log.length]
      for (const [index, end] of sorted.entries()) reader.add(log.slice(sorted[index - 1] ?? 0, end))
      expect([...reader.dates()]).toEqual(expected)
    }),
  )
})
