// Markdown plugins that are modules run in the content threads: whatever they do, the site and what is said of it are
// the same for any number of threads.
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { command, put, siteOf } from './command.js'
import { built, fromNothing } from './threaded-build.js'

/** Threads begin with the 401st text. */
const POSTS = 430

const packages = fileURLToPath(new URL('../../../node_modules', import.meta.url))

const post = (at: number, text = '') =>
  `---\ntitle: Post ${at}\ndate: 2024-01-01\n---\n\n> [!NOTE]\n> Text ${at}\n\n\`\`\`js title="a.js" {1}\nlet a = ${at}\n\`\`\`\n\n${text}\n`

function siteWith(files: Record<string, string>, textOf: (at: number) => string = () => ''): string {
  const folder = siteOf(files)
  symlinkSync(packages, join(folder, 'node_modules'))
  for (let at = 0; at < POSTS; at++) put(folder, `content/posts/post-${at}.md`, post(at, textOf(at)))
  return folder
}

/** One that does what its code says, at each text that says so. */
const moduleOf = (code: string, before = '') => `${before}
export default function remarkOdd() {
  return async (tree, file) => {
    const isOdd = String(file.value).includes('odd')
    ${code}
  }
}
`
const configOf = (markdown: string) => `export default { markdown: { ${markdown} } }`
const odd = configOf("remark: [{ module: './plugins/odd.js' }]")

/** Says in each text in which thread it was made: no plugin may do that. */
const telling = moduleOf(
  "tree.children.push({ type: 'paragraph', children: [{ type: 'text', value: 'thread ' + threadId + '.' }] })",
  "import { threadId } from 'node:worker_threads'",
)
const threadsIn = (files: Record<string, string>) =>
  new Set(Object.values(files).flatMap((text) => /thread \d+\./.exec(text)?.[0] ?? []))

describe('threads that make content', () => {
  test.each([
    ['of a module', "remark: [{ module: './plugins/odd.js' }]", true],
    ['not of a function', "remark: ['./plugins/odd.js']", false],
    ['not where a function is beside it', "remark: [{ module: './plugins/odd.js' }, () => () => {}]", false],
  ])(
    '%s, and in the thread of the project’s code',
    async (_, config, isThreaded) => {
      const folder = siteWith({ 'blog.config.ts': configOf(config), 'plugins/odd.js': telling })
      expect(threadsIn((await fromNothing(folder, 0)).files).size).toBe(1)
      const { files, status } = await fromNothing(folder, 2)
      expect(status).toBe('published')
      expect(threadsIn(files).size).toBe(isThreaded ? 3 : 1)
    },
    300_000,
  )
})

test('the same site and messages with 0, 1, 2 and 4 threads, and after edits of a module', async () => {
  const config = `import { callouts } from '@blog-build/plugins'
export default {
  markdown: {
    remark: [{ module: 'remark-emoji' }, { module: './plugins/odd.ts', options: { mark: 'x' } }],
    rehype: [{ module: 'rehype-external-links', options: { rel: ['noopener'] } }],
  },
  plugins: [callouts({ directives: true })],
}`
  const code = `import type { VFile } from 'vfile'
export const remarkOdd = ({ mark }: { mark: string }) => (tree: any, file: VFile) => {
  const title = (file.data as any).matter.title
  tree.children.push({ type: 'paragraph', children: [{ type: 'text', value: mark + title }] })
  if (String(file.value).includes('odd')) file.message('It is odd.', tree.children[0])
}`
  const text = (at: number) => `A :cat: [x](https://example.org/)\n\n:::tip\nx\n:::\n${at % 50 ? '' : 'odd'}`
  const folder = siteWith(
    { 'blog.config.ts': config, 'plugins/odd.ts': code.replace('remarkOdd', 'odd') },
    text,
  )
  const alone = await fromNothing(folder, 0)
  expect(alone).toMatchObject({ code: 0, status: 'published' })
  expect(alone.messages.filter(({ text }: { text: string }) => text === 'It is odd.')).toHaveLength(9)
  expect(alone.files['posts/post-429/index.html']).toMatch(
    /callout-note[\s\S]*<figcaption>[\s\S]*🐱[\s\S]*callout-tip[\s\S]*xPost 429/,
  )
  for (const workers of [1, 2, 4]) expect(await fromNothing(folder, workers)).toEqual(alone)

  put(
    folder,
    'plugins/odd.ts',
    code.replace('remarkOdd', 'odd').replace('mark + title', "mark + ': ' + title"),
  )
  const edited = await built(folder, 2)
  expect(edited.files['posts/post-429/index.html']).toContain('x: Post 429')
  expect(await fromNothing(folder, 0)).toMatchObject({ files: edited.files, messages: edited.messages })
}, 300_000)

test('what a module reads is an input of the texts for which it did, as without threads', async () => {
  const reading = moduleOf(
    "const text = isOdd ? readFileSync('data.txt', 'utf8') + process.env.MODULE_TEST : ''\n    tree.children.push({ type: 'text', value: text })",
    "import { readFileSync } from 'node:fs'",
  )
  const folder = siteWith({ 'blog.config.ts': odd, 'plugins/odd.js': reading, 'data.txt': 'one' }, (at) =>
    at === 429 ? 'odd' : '',
  )
  const first = await fromNothing(folder, 2)
  expect(first.files['posts/post-429/index.html']).toContain('one')
  put(folder, 'data.txt', 'two')
  const next = await built(folder, 2)
  expect(next.files['posts/post-429/index.html']).toContain('two')
  expect((await fromNothing(folder, 0)).files).toEqual(next.files)
}, 300_000)

test('a variable that is read when a module is loaded is an input of the code', async () => {
  const module =
    "const name = process.env[['MODULE', 'LOADED'].join('_')]\n" +
    "export default () => (tree) => void tree.children.push({ type: 'text', value: name })\n"
  const folder = siteOf({
    'blog.config.ts': odd,
    'plugins/odd.js': module,
    'content/posts/a.md': '# A\n\nText\n',
  })
  const page = async (value: string) => {
    process.env.MODULE_LOADED = value
    return (await built(folder, 1)).files['posts/a/index.html']
  }
  try {
    expect(await page('first')).toContain('first')
    expect(await page('second')).toContain('second')
  } finally {
    delete process.env.MODULE_LOADED
  }
}, 60_000)

describe('faults are told in the same words with threads and without', () => {
  test.each([
    ['throws', "if (isOdd) throw new Error('no data')", 'markdown-plugin-failed'],
    ['asks its context', 'if (isOdd) await contextOf(file).env("HOME")', 'markdown-plugin-failed'],
    ['changes what all code shares', 'if (isOdd) Object.prototype.polluted = 1', 'markdown-plugin-failed'],
    ['ends the process', 'if (isOdd) process.exit(0)', 'plugin-broke-off'],
    ['loops', 'if (isOdd) for (;;) {}', 'plugin-stuck'],
    ['never settles', 'if (isOdd) await new Promise(() => {})', 'plugin-stuck'],
  ])(
    '%s',
    async (_, code, rule) => {
      const context = "import { contextOf } from '@blog-build/core/plugin'"
      const folder = siteWith({ 'blog.config.ts': odd, 'plugins/odd.js': moduleOf(code, context) }, (at) =>
        at >= 428 ? 'odd' : '',
      )
      const alone = await fromNothing(folder, 0, ['--timeout', '4'])
      expect(alone.messages.map((message: { rule: string }) => message.rule)).toContain(rule)
      expect(await fromNothing(folder, 2, ['--timeout', '4'])).toEqual(alone)
    },
    300_000,
  )

  test('prints', async () => {
    const printing = moduleOf("if (isOdd) console.log('printed')")
    const folder = siteWith({ 'blog.config.ts': odd, 'plugins/odd.js': printing }, () => 'odd')
    const { out, err } = await command(folder, ['--workers', '2', '--json'])
    expect(JSON.parse(out)).toMatchObject({ status: 'published' })
    expect(err).toContain('printed')
  }, 300_000)
})
