// The life of the process: what never settles, what fails late, who listens, and the exit code of each.
import { execFileSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { command, filesIn, put, shell, siteOf } from './command.js'

const post = { 'a.md': '---\ntitle: A\ndate: 2024-01-31\n---\n\nText.\n' }
const plugin = (hooks: string) => `export default { plugins: [{ name: 'probe', ${hooks} }] }\n`

test.each([
  [
    'the configuration',
    'await new Promise(() => {})\nexport default {}\n',
    'The configuration, or a plugin',
    2,
  ],
  ['a hook', plugin('emit: () => new Promise(() => {})'), 'Plugin `probe`, in its hook `emit`,', 1],
  ['the last hook', plugin('end: () => new Promise(() => {})'), 'Plugin `probe`, in its hook `end`,', 1],
])('%s that never settles is told at once, and named', async (_, config, who, expected) => {
  const { code, out } = await command(siteOf({ ...post, 'blog.config.ts': config }), ['--timeout', '0'])
  expect(out).toContain('waits for a promise that will never settle')
  expect(out).toContain(who)
  expect(code).toBe(expected)
})

test.skipIf(process.platform === 'win32')(
  'a hook that waits for a pipe is named, though its thread can be left by a kill only',
  async () => {
    const reads = "import { readFileSync } from 'node:fs'\n"
    const folder = siteOf({
      ...post,
      'blog.config.ts': `${reads}${plugin("emit: () => [readFileSync('pipe')]")}`,
    })
    execFileSync('mkfifo', [join(folder, 'pipe')])
    const { code, out } = await command(folder, ['--json', '--timeout', '3'])
    expect(JSON.parse(out).messages).toMatchObject([{ rule: 'plugin-stuck', plugin: 'probe' }])
    expect(code).toBe(null)
  },
)

test('what never settles leaves one document under --json', async () => {
  const config = 'await new Promise(() => {})\nexport default {}\n'
  const { code, out } = await command(siteOf({ ...post, 'blog.config.ts': config }), ['--json'])
  expect(JSON.parse(out)).toMatchObject({ status: 'config', messages: [{ rule: 'plugin-stuck' }] })
  expect(code).toBe(2)
})

test.each([
  ['throws', 'setTimeout(() => { throw new Error("late fault") }, 100)'],
  ['rejects', 'setTimeout(() => Promise.reject(new Error("late fault")), 100)'],
])('a plugin that %s after the build takes the success back, and is named', async (_, late) => {
  const config = plugin(`end: () => { ${late} }`)
  const { code, out, err } = await command(siteOf({ ...post, 'blog.config.ts': config }), [])
  expect(err).toContain('Error: late fault\n    at ')
  expect(out).toContain('late fault. Plugin `probe`, in its hook `end`, began it.')
  expect(out).not.toContain('Built')
  expect(code).toBe(1)
})

test('where nobody knows whose code it was that failed late, it is a fault of the program: code 3', async () => {
  const config = `setTimeout(() => { throw new Error('late fault') }, 1500)\n${plugin('')}`
  const { code, out, err } = await command(siteOf({ ...post, 'blog.config.ts': config }), ['--json'])
  expect(err).toContain('late fault')
  expect(JSON.parse(out)).toMatchObject({ status: 'internal', error: expect.stringContaining('late fault') })
  expect(code).toBe(3)
})

test('process.exit(0) of a plugin is no success', async () => {
  const config = plugin('emit: () => process.exit(0)')
  const { code, out } = await command(siteOf({ ...post, 'blog.config.ts': config }), [])
  expect(out).toContain('something called `process.exit()`. Plugin `probe`, in its hook `emit`, was at work.')
  expect(code).toBe(1)
})

test('process.exitCode of a plugin is its fault, and not that of the process', async () => {
  const failing = plugin('end: () => { process.exitCode = 7 }')
  const { code, out } = await command(siteOf({ ...post, 'blog.config.ts': failing }), [])
  expect(out).toContain('in its hook `end`, changed `process.exitCode`')
  expect(code).toBe(1)
})

test('a timer that a plugin leaves behind does not keep the command', async () => {
  const config = plugin('end: () => { setInterval(() => {}, 1000) }')
  const { code, out, err } = await command(siteOf({ ...post, 'blog.config.ts': config }), [])
  expect(out).toContain('Built')
  expect(err).toContain('left running was ended (Timeout)')
  expect(code).toBe(0)
})

test('a reader that goes away is no error', async () => {
  const many: Record<string, string> = { ...post }
  for (let index = 0; index < 300; index++) many[`post-${index}.md`] = `[x](./nowhere-${index}.md)\n`
  const failing = await shell(siteOf(many), 'set -o pipefail; $BLOG_BUILD | head -1; echo $PIPESTATUS')
  // On a slow machine it says how far it is.
  expect(failing.err.replace(/^(Loading|Building|Writing) .*\n/gm, '')).toBe('')
  expect(failing.out.trim().split('\n').at(-1)).toBe('1')
  const folder = siteOf(post)
  const fine = await shell(folder, '$BLOG_BUILD --verbose | true; echo $PIPESTATUS')
  expect({ out: fine.out, err: fine.err }).toEqual({ out: '0\n', err: '' })
  expect(filesIn(join(folder, 'dist')).size).toBeGreaterThan(0)
})

test('nor is one of the help or of the list of plugins', async () => {
  for (const ask of ['--help', 'plugins']) {
    const { out, err } = await shell(siteOf(post), `$BLOG_BUILD ${ask} | true; echo $PIPESTATUS`)
    expect({ ask, out, err }).toEqual({ ask, out: '0\n', err: '' })
  }
})

test.each([
  ['loops', 'for (;;) {}\n', ['--timeout', '1'], 'plugin-stuck'],
  ['never settles', 'await new Promise(() => {})\nexport default {}\n', ['--timeout', '0'], 'plugin-stuck'],
  ['ends the process', 'process.exit(0)\n', [], 'plugin-broke-off'],
])('a configuration that %s is told by the list of plugins, too', async (_, config, flags, rule) => {
  const folder = siteOf({ ...post, 'blog.config.ts': config })
  const { code, out } = await command(folder, ['plugins', '--json', ...flags])
  expect(JSON.parse(out)).toMatchObject({ plugins: [], messages: [{ rule }] })
  expect(code).toBe(2)
})

test('what a configuration prints or leaves running does not meet the list of plugins', async () => {
  const config = `console.log('noise')\nsetInterval(() => {}, 1000)\n${plugin('')}`
  const { code, out, err } = await command(siteOf({ ...post, 'blog.config.ts': config }), [
    'plugins',
    '--json',
  ])
  expect(JSON.parse(out).plugins).toContainEqual(
    expect.objectContaining({ name: 'probe', from: 'configuration' }),
  )
  expect(err).toContain('noise')
  expect(code).toBe(0)
})

test('interrupted by Ctrl-C the shell sees 130, even in an endless loop', async () => {
  const config = plugin('emit: () => { for (;;) {} }')
  const folder = siteOf({ ...post, 'blog.config.ts': config })
  const line = 'exec 2>/dev/null; set -m; $BLOG_BUILD & sleep 2; kill -INT $!; wait $!; echo $?'
  expect((await shell(folder, line)).out.trim().split('\n').at(-1)).toBe('130')
})

test('--json is one document, whatever the configuration and plugins print', async () => {
  const config = `console.log('from the configuration')\nprocess.stdout.write('raw\\n')\n${plugin(
    "emit: () => { console.log('from a hook'); console.info('more'); return [] }, end: () => { setTimeout(() => console.log('late'), 20) }",
  )}`
  const { code, out, err } = await command(siteOf({ ...post, 'blog.config.ts': config }), ['--json'])
  const document = JSON.parse(out)
  expect(Object.keys(document)).toEqual(['status', 'outputs', 'messages', 'changed', 'nextDue', 'stats'])
  expect(document.status).toBe('published')
  expect(document.outputs).toContainEqual({ path: 'index.html', url: '/', hash: expect.any(String) })
  expect(document.changed.added).toContain('/')
  for (const noise of ['from the configuration', 'raw', 'from a hook', 'more', 'late'])
    expect(err).toContain(noise)
  expect(code).toBe(0)
})

test('a second run writes nothing and leaves every file alone', async () => {
  const folder = siteOf(post)
  const times = () =>
    [...filesIn(join(folder, 'dist')).keys()].map((path) => [
      path,
      statSync(join(folder, 'dist', path)).mtimeMs,
    ])
  const first = await command(folder, ['--json'])
  const before = times()
  expect(JSON.parse(first.out).stats.written).toBe(before.length)
  const second = await command(folder, ['--json'])
  const { changed, stats } = JSON.parse(second.out)
  expect({ written: stats.written, removed: stats.removed, unchanged: stats.unchanged }).toEqual({
    written: 0,
    removed: 0,
    unchanged: before.length,
  })
  expect(changed).toEqual({ added: [], changed: [], removed: [] })
  expect(times()).toEqual(before)
  put(folder, 'a.md', post['a.md'].replace('Text.', 'Other text.'))
  const third = await command(folder, ['--json'])
  expect(JSON.parse(third.out).changed.changed).toContain('/posts/a/')
})

test('quiet and well: not a word', async () => {
  expect(await command(siteOf(post), ['--quiet'])).toEqual({ code: 0, out: '', err: '' })
})

test('a folder that holds foreign files is left alone until --adopt', async () => {
  const folder = siteOf({ ...post, 'dist/mine.txt': 'mine' })
  const refused = await command(folder, [])
  expect(refused.code).toBeGreaterThan(0)
  expect(refused.out).toContain('--adopt')
  expect([...filesIn(join(folder, 'dist')).keys()]).toEqual(['mine.txt'])
  expect((await command(folder, ['--adopt'])).code).toBe(0)
  expect(filesIn(join(folder, 'dist')).has('index.html')).toBe(true)
})
