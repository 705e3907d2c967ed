// Plugins of others at work on more texts than threads wait for: the site is the same for any number of them.
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, test } from 'vitest'
import { fifteen } from '../../core/test/markdown-plugins/fifteen.js'
import { command, filesIn, siteOf } from './command.js'

/** Threads begin with the 401st text, where they serve. */
const POSTS = 420

const packages = fileURLToPath(new URL('../../../node_modules', import.meta.url))
const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

function write(folder: string, path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}

/** All texts of all fifteen, over and over. */
const texts = fifteen.flatMap(({ text, edits }) => [text, ...edits])
const post = (at: number) => `---\ntitle: Post ${at}\ndate: 2024-01-01\n---\n\n${texts[at % texts.length]}\n`

function siteWith(config: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'blog-build-markdown-plugins-'))
  folders.push(folder)
  symlinkSync(packages, join(folder, 'node_modules'))
  for (const { files = {} } of fifteen) {
    for (const [path, text] of Object.entries(files)) write(folder, path, text)
  }
  write(folder, 'blog.config.ts', config)
  write(folder, 'content/posts/other.md', '---\ntitle: Other\n---\n')
  for (let at = 0; at < POSTS; at++) write(folder, `content/posts/post-${at}.md`, post(at))
  return folder
}

/** Builds on what the folder holds, and gives all that can be seen of it. */
async function built(folder: string, workers: number) {
  const { out, code } = await command(folder, [
    '--workers',
    String(workers),
    '--json',
    '--as-of',
    '2026-01-01',
  ])
  const { status, messages, outputs } = JSON.parse(out)
  const files = [...filesIn(join(folder, 'dist'))].map(([path, bytes]) => [path, String(bytes)])
  return { code, status, messages, outputs, files: Object.fromEntries(files) }
}

test.each([
  [
    'without syntax of their own',
    `export default { title: 'Many', markdown: {
      remark: ['remark-breaks', ['remark-code-import', { rootDir: import.meta.dirname }], 'remark-emoji', 'remark-smartypants', 'remark-toc'],
      rehype: [
        ['rehype-sanitize', { clobberPrefix: '' }], './plugins/source.ts', 'rehype-raw', 'rehype-external-links',
        'rehype-autolink-headings', ['rehype-mermaid', { strategy: 'pre-mermaid' }], ['rehype-pretty-code', { theme: 'github-light' }],
      ],
    } }`,
  ],
  [
    'with syntax of their own',
    `import { defListHastHandlers } from 'remark-definition-list'
    export default { title: 'Many', markdown: {
      remark: ['remark-math', 'remark-directive', './plugins/asides.ts', 'remark-definition-list'],
      rehype: ['rehype-katex'],
      remarkRehype: { handlers: defListHastHandlers },
    } }`,
  ],
])(
  'all that are promised, %s, with 1 and 4 threads',
  async (_, config) => {
    const folder = siteWith(config)
    const other = `${folder}-other`
    folders.push(other)
    cpSync(folder, other, { recursive: true, verbatimSymlinks: true })

    const one = await built(folder, 1)
    expect(one).toMatchObject({ code: 0, status: 'published' })
    expect(Object.keys(one.files).length).toBeGreaterThan(POSTS)
    expect(await built(other, 4)).toEqual(one)

    for (const place of [folder, other]) {
      for (let at = 0; at < POSTS; at += 7) write(place, `content/posts/post-${at}.md`, post(at + 1))
    }
    const edited = await built(folder, 4)
    expect(edited.files).not.toEqual(one.files)
    expect(await built(other, 1)).toEqual(edited)
  },
  300_000,
)

test('`verify` fails for one that keeps state from text to text, and calls it what the configuration does', async () => {
  const counting = `let count = 0
    export default () => (tree) => { tree.children.push({ type: 'paragraph', children: [{ type: 'text', value: String(++count) }] }) }`
  const config =
    "export default { markdown: { remark: ['remark-breaks', './plugins/counting.ts', 'remark-emoji'] } }"
  const folder = siteOf({
    'blog.config.ts': config,
    'plugins/counting.ts': counting,
    'content/posts/a.md': '# A',
    'content/posts/b.md': '# B',
  })
  symlinkSync(packages, join(folder, 'node_modules'))
  const { code, out } = await command(folder, ['verify'])
  expect(code).toBe(1)
  expect(out).toContain('(plugin ./plugins/counting.ts)')
})
