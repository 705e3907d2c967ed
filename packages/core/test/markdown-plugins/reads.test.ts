/** A plugin that reads files: who imports one is built again when it changes, and nobody else. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { verifySite } from '../../src/verify/verify-site.js'
import { diskSite, type TestSite } from './site.js'

const post = (title: string, text: string) => `---\ntitle: ${title}\ndate: 2024-01-01\n---\n\n${text}\n`
const importing = (path: string) => `\`\`\`txt file=${path}\n\`\`\``

let site: TestSite

beforeEach(() => {
  site = diskSite({
    'blog.config.ts':
      "export default { markdown: { remark: [['remark-code-import', { rootDir: import.meta.dirname, async: true }]] } }",
    'code/a.js': 'let a = 1\n',
    'code/b.js': 'let b = 1\n',
    'content/posts/a.md': post('A', importing('<rootDir>/code/a.js')),
    'content/posts/b.md': post('B', importing('../../code/b.js')),
    'content/posts/both.md': post(
      'Both',
      `${importing('../../code/a.js')}\n\n${importing('../../code/b.js')}`,
    ),
    'content/posts/none.md': post('None', 'Text.'),
  })
})
afterEach(() => site.end())

const textOf = (files: Map<string, string>, name: string) => files.get(`posts/${name}/index.html`) ?? ''

test('an edit of an imported file builds the pages that import it, and no other', async () => {
  await site.build()
  site.write('code/a.js', 'let a = 2\n')
  const edited = await site.build()
  expect([...edited.changed].sort()).toEqual(['/posts/a/', '/posts/both/'])
  expect(edited.stats.ran.content).toBe(2)
  expect(textOf(edited.files, 'a')).toContain('let a = 2')
  expect(edited.files).toEqual((await site.clean()).files)
  site.write('code/other.js', '')
  expect((await site.build()).changed).toEqual([])
})

test('a file that goes is told of, by its path in the project, until it is back', async () => {
  const first = await site.build()
  rmSync(join(site.root, 'code/b.js'))
  const gone = await site.attempt()
  expect(gone.status).toBe('content')
  expect(gone.messages).toMatchObject([
    { rule: 'markdown-plugin-failed', path: 'content/posts/b.md' },
    { rule: 'markdown-plugin-failed', path: 'content/posts/both.md' },
  ])
  for (const { text } of gone.messages) {
    expect(text).toContain('remark-code-import')
    expect(text).toContain("'code/b.js'")
    expect(text).not.toContain(site.root)
  }
  site.write('code/b.js', 'let b = 1\n')
  expect((await site.build()).files).toEqual(first.files)
})

test('what it reads is seen by `verify`, and is no difference', async () => {
  await site.build()
  site.write('code/a.js', 'let a = 3\n')
  const found = await verifySite(site.options)
  expect(found).toMatchObject({ status: 'equal', differences: [] })
  expect(found.reads.map(({ plugin, path }) => [plugin, path])).toEqual([
    ['remark-code-import', 'code/a.js'],
    ['remark-code-import', 'code/b.js'],
  ])
})
