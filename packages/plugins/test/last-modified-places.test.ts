import { definePlugin } from '@blog-build/core/plugin'
import { describe, expect, test, vi } from 'vitest'
import { lastModified } from '../src/last-modified.js'
import { type GitProject, gitProject, hasGit, temporaryFolder } from './git-project.js'

const tell = definePlugin({
  name: 'tell',
  emit: async (context) => {
    const entries = await context.entries({ fields: [] })
    const told = entries.map(({ id, updated }) => [id, updated ?? null])
    return [{ path: 'told.json', body: JSON.stringify(Object.fromEntries(told)) }]
  },
})

async function told(project: GitProject) {
  const { texts, rules } = await project.build({ title: 'Notes', plugins: [lastModified(), tell] })
  return { ...JSON.parse(texts.get('told.json') ?? '{}'), rules }
}

function repository(files: Record<string, string>, date: string): GitProject {
  const made = gitProject()
  made.git('init', '--quiet', '--initial-branch', 'main')
  made.write(files)
  made.commit(date)
  return made
}

describe.skipIf(!hasGit)('with git', () => {
  test('a renamed file has changed, also where its text is the same', async () => {
    const made = repository({ 'content/posts/a.md': '# A\n' }, '2024-01-01T00:00:00Z')
    made.git('mv', 'content/posts/a.md', 'content/posts/b.md')
    made.commit('2024-02-02T00:00:00Z')
    expect(await told(made)).toEqual({ 'posts/b': '2024-02-02T00:00:00Z', rules: [] })
  })

  test('content in a submodule is no part of the outer history, a project in one has its own', async () => {
    const inner = repository({ 'content/posts/a.md': '# A\n' }, '2024-01-01T00:00:00Z')
    const outer = repository({ 'content/posts/x.md': '# X\n' }, '2024-03-03T00:00:00Z')
    outer.git(
      '-c',
      'protocol.file.allow=always',
      'submodule',
      '--quiet',
      'add',
      inner.root,
      'content/posts/more',
    )
    outer.commit('2024-04-04T00:00:00Z')
    expect(await told(outer)).toEqual({
      'posts/x': '2024-03-03T00:00:00Z',
      'posts/more/content/posts/a': null,
      rules: [],
    })
    const own = gitProject(`${outer.root}/content/posts/more`)
    expect(await told(own)).toEqual({ 'posts/a': '2024-01-01T00:00:00Z', rules: [] })
  })

  test('names with line ends, quotes and other letters hide no other file', async () => {
    const names = ['a\nb', 'q"u', 'tab\tbed', 'größe']
    const files = Object.fromEntries(names.map((name) => [`content/notes/${name}.txt`, 'x']))
    const made = repository({ ...files, 'content/posts/a.md': '# A\n' }, '2024-01-01T00:00:00Z')
    expect(await told(made)).toEqual({ 'posts/a': '2024-01-01T00:00:00Z', rules: [] })
  })

  test('without git on the way of the command nothing is told, and nothing is wrong', async () => {
    const made = repository({ 'content/posts/a.md': '# A\n' }, '2024-01-01T00:00:00Z')
    vi.stubEnv('PATH', temporaryFolder())
    try {
      expect(await told(made)).toEqual({ 'posts/a': null, rules: [] })
    } finally {
      vi.unstubAllEnvs()
    }
  })
})
