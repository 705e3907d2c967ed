// `blog-build verify` as a user runs it: three processes of its own, a report, and an exit code for CI.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { command, filesIn, put, siteOf } from './command.js'

const post = (title: string, body = 'Text.') => `---\ntitle: ${title}\ndate: 2024-01-31\n---\n\n${body}\n`
const posts = { 'a.md': post('A'), 'b.md': post('B'), 'c.md': post('C') }
const plugin = (hooks: string) => `export default { plugins: [{ name: 'probe', ${hooks} }] }\n`

test('a site that keeps the promise: code 0, and the output folder as it was', async () => {
  const folder = siteOf(posts)
  expect((await command(folder, ['--quiet'])).code).toBe(0)
  const before = filesIn(join(folder, 'dist'))
  const { code, out } = await command(folder, ['verify'])
  expect(out).toContain('Incremental equals clean.')
  expect(out).toMatch(/incremental: 1 task run, \d+ reused/)
  expect(out).toContain('the output folder was compared too')
  expect(code).toBe(0)
  put(folder, 'b.md', post('B', 'Edited.'))
  expect(await command(folder, ['verify', '--quiet'])).toEqual({ code: 0, out: '', err: '' })
  expect(filesIn(join(folder, 'dist'))).toEqual(before)
  const built = JSON.parse((await command(folder, ['--json'])).out)
  expect(built.changed.changed).toContain('/posts/b/')
})

test('a Markdown plugin that counts: code 1, named with file, line and what to do', async () => {
  const config = `let count = 0
    const remarkCount = () => (tree) => { tree.children.push({ type: 'paragraph', children: [{ type: 'text', value: 'No ' + ++count }] }) }
    export default { markdown: { remark: [remarkCount] } }\n`
  const folder = siteOf({ ...posts, 'blog.config.ts': config })
  const { code, out } = await command(folder, ['verify'])
  expect(code).toBe(1)
  expect(out).toContain('It comes from the Markdown of `posts/')
  expect(out).toContain('(plugin remark-count)')
  expect(out).toContain('It keeps something from one call to the next')
  expect(out).toContain('Incremental does not equal clean.')
  // What two clean builds show is said once.
  expect(out).toContain('1 error.')
})

test('the clock in a hook: --json tells the file, the task and the plugin', async () => {
  const clock = plugin(
    "emit: async () => [{ path: 'when.txt', body: String(process.hrtime.bigint()) }], end: () => console.log('ended')",
  )
  const folder = siteOf({ ...posts, 'blog.config.ts': clock })
  const { code, out, err } = await command(folder, ['verify', '--json'])
  const document = JSON.parse(out)
  expect(Object.keys(document)).toEqual(['status', 'differences', 'reads', 'messages', 'compared', 'sides'])
  expect(document).toMatchObject({
    status: 'different',
    differences: [
      { between: 'order', path: 'when.txt', line: 1, task: 'emitted:"probe"', plugins: ['probe'] },
      { between: 'remembered', path: 'when.txt', task: 'emitted:"probe"', plugins: ['probe'] },
    ],
  })
  expect(err).toContain('Incremental does not equal clean.')
  expect(err).not.toContain('ended')
  expect(code).toBe(1)
})

test('files that a plugin reads by itself are noted', async () => {
  const reading = `import { readFileSync } from 'node:fs'\n${plugin(
    "emit: async () => [{ path: 'x.txt', body: readFileSync(new URL('data.txt', import.meta.url)) }]",
  )}`.replace("new URL('data.txt', import.meta.url)", "'data.txt'")
  const folder = siteOf({ ...posts, 'data.txt': 'data', 'blog.config.ts': reading })
  const { code, out } = await command(folder, ['verify'])
  expect(out).toContain('Plugin `probe` reads `data.txt` by `node:fs`, round its context.')
  expect(code).toBe(0)
})

test('a file of the output folder that was tampered with is found', async () => {
  const folder = siteOf(posts)
  await command(folder, ['--quiet'])
  const page = join('dist', 'posts', 'b', 'index.html')
  const text = readFileSync(join(folder, page), 'utf8')
  put(folder, page, text.replace('Text.', 'Tampered.'))
  const { code, out } = await command(folder, ['verify'])
  expect(out).toContain('The output folder `dist` does not hold what was published: `posts/b/index.html`')
  expect(out).toContain('Tampered.')
  expect(code).toBe(1)
})

test('errors in the content are 1, in the configuration 2, an option that is none 2', async () => {
  const broken = await command(siteOf({ 'a.md': post('A', '[x](./nowhere.md)') }), ['verify'])
  expect(broken.out).toContain('link-missing')
  expect(broken.out).toContain('Nothing differs, but the content has errors')
  expect(broken.code).toBe(1)
  const config = await command(siteOf({ ...posts, 'blog.config.ts': 'export default { titel: 1 }\n' }), [
    'verify',
  ])
  expect(config.out).toContain('Nothing was compared')
  expect(config.code).toBe(2)
  expect((await command(siteOf(posts), ['verify', '--swap'])).code).toBe(2)
})

test.each([
  [
    'never settles',
    'emit: () => new Promise(() => {})',
    'hook `emit`, waits for a promise that will never settle',
  ],
  [
    'loops',
    'head(_, page) { while (page.permalink === "/posts/b/") {} return [] }',
    'hook `head` on /posts/b/, has not come to an end for 3 s',
  ],
  ['loops in `client.when`', 'client: { when() { for (;;) {} } }', 'hook `client.when`'],
  ['ends the process', 'emit: () => process.exit(0)', 'something called `process.exit()`. Plugin `probe`'],
  [
    'throws later',
    'emit: async () => { setTimeout(() => { throw new Error("late") }); await new Promise((r) => setTimeout(r, 300)); return [] }',
    'Error: late. Plugin `probe`, in its hook `emit`',
  ],
])('a hook that %s is ended and named, with one document under --json', async (_, hooks, text) => {
  const folder = siteOf({ ...posts, 'blog.config.ts': plugin(hooks) })
  const { code, out, err } = await command(folder, ['verify', '--json', '--timeout', '3'])
  expect(JSON.parse(out)).toMatchObject({
    status: 'content',
    compared: null,
    error: 'The incremental build broke off.',
    messages: [{ plugin: 'probe', text: expect.stringContaining(text) }],
  })
  expect(err).toContain('Nothing was compared. The incremental build broke off.')
  expect(code).toBe(1)
})

test('code that loops in one side only is named there; one that loops while it is loaded is code 2', async () => {
  // The builds run one after the other, then two at once: the third that comes here is one of these.
  const loops = "emit() { appendFileSync('runs', 'x'); while (statSync('runs').size === 3) {} return [] }"
  const imports = "import { appendFileSync, statSync } from 'node:fs'\n"
  const folder = siteOf({ ...posts, 'blog.config.ts': `${imports}${plugin(loops)}` })
  const side = await command(folder, ['verify', '--timeout', '3'])
  expect(side.out).toContain('Plugin `probe`, in its hook `emit`, has not come to an end for 3 s')
  expect(side.out).toMatch(/The (second )?clean build broke off/)
  expect(side.code).toBe(1)
  put(folder, 'blog.config.ts', 'for (;;) {}\nexport default {}\n')
  const loading = await command(folder, ['verify', '--timeout', '3'])
  expect(loading.out).toContain('The configuration, or a plugin or layout that is loaded with it')
  expect(loading.code).toBe(2)
})
