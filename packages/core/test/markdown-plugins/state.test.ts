/** Plugins whose result depends on more than the text: `verify` finds each, and calls it what the configuration does. */
import { afterEach, expect, test } from 'vitest'
import { verifySite } from '../../src/verify/verify-site.js'
import { diskSite, type TestSite } from './site.js'

const post = (title: string) => `---\ntitle: ${title}\ndate: 2024-01-01\n---\n\nText.\n`

/** A plugin that puts a text at the end of each document. */
const ending = (text: string, before = '') => `${before}
export default function remarkEnding() {
  return (tree, file) => {
    tree.children.push({ type: 'paragraph', children: [{ type: 'text', value: String(${text}) }] })
  }
}
`

const sites: TestSite[] = []
afterEach(() => {
  for (const site of sites.splice(0)) site.end()
})

function siteWith(plugin: string, files: Record<string, string> = {}): TestSite {
  const site = diskSite({
    'blog.config.ts':
      "export default { markdown: { remark: ['remark-breaks', './plugins/odd.ts', 'remark-emoji'], rehype: ['rehype-external-links'] } }",
    'plugins/odd.ts': plugin,
    ...files,
    'content/posts/a.md': post('A'),
    'content/posts/b.md': post('B'),
    'content/posts/c.md': post('C'),
  })
  sites.push(site)
  return site
}

test.each([
  ['counts documents in a variable of its module', ending('++count', 'let count = 0')],
  ['remembers in its module what it has seen', ending("seen.push('x') && seen", 'const seen = []')],
  [
    'keeps a count in the function that the processor calls once',
    `export default () => {
    let count = 0
    return (tree) => { tree.children.push({ type: 'heading', depth: 2, children: [{ type: 'text', value: \`\${++count}\` }] }) }
  }`,
  ],
  ['looks at the clock', ending('performance.now()')],
  ['throws dice', ending('Math.random()')],
  ['asks for the time when it is loaded', ending('loaded', 'const loaded = process.hrtime.bigint()')],
])('one that %s', async (_, plugin) => {
  const found = await verifySite(siteWith(plugin).options)
  expect(found.status).toBe('different')
  expect(found.differences[0]).toMatchObject({
    task: expect.stringMatching(/^content:"posts\/[abc]"$/),
    plugins: ['./plugins/odd.ts'],
  })
  expect(found.messages[0]).toMatchObject({ plugin: './plugins/odd.ts' })
})

test.each([
  ['gives the same each time', "'The end'"],
  ['looks at the frontmatter', 'file.data.matter.title'],
])('one that %s is not blamed', async (_, text) => {
  const site = siteWith(ending(text))
  await site.build()
  site.write('content/posts/b.md', post('Another'))
  expect(await verifySite(site.options)).toMatchObject({ status: 'equal', differences: [] })
})

test('a file that one reads while it is loaded is part of its code, so that nothing differs', async () => {
  const reading = ending(
    'words',
    "import { readFileSync } from 'node:fs'\nconst words = readFileSync(new URL('../words.txt', import.meta.url), 'utf8')",
  )
  const site = siteWith(reading, { 'words.txt': 'one' })
  await site.build()
  expect(await verifySite(site.options)).toMatchObject({ status: 'equal' })
  site.write('words.txt', 'two')
  const found = await verifySite(site.options)
  expect(found).toMatchObject({ status: 'equal' })
  expect((await site.build()).files.get('posts/a/index.html')).toContain('two')
})
