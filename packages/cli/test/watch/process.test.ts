// The compiled command: what a shell, a script and another build beside it see of a watch.
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { command, filesIn, put, siteOf } from '../command.js'
import { watchIn } from './running.js'

const core: object = await import(new URL('../../../core/dist/index.js', import.meta.url).href)
const post = (text: string) => `---\ntitle: A\ndate: 2024-01-31\n---\n\n${text}\n`
/** With a title of its own: else it would be the name of the folder. */
const files = (count: number, text: string): Record<string, string> => ({
  'blog.config.ts': 'export default { title: "Site" }\n',
  ...Object.fromEntries(Array.from({ length: count }, (_, at) => [`posts/${at}.md`, post(`${text} ${at}.`)])),
})

/** Nothing of a publish that was cut short is left, and what a clean build gives is there. */
async function expectWhole(folder: string, sources: Record<string, string>) {
  expect((await command(folder, [])).code).toBe(0)
  const clean = siteOf(sources)
  expect((await command(clean, [])).code).toBe(0)
  const [left, right] = [filesIn(join(folder, 'dist')), filesIn(join(clean, 'dist'))]
  expect([...left.keys()]).toEqual([...right.keys()])
  for (const [path, bytes] of right) expect(left.get(path)?.equals(bytes), path).toBe(true)
  expect(
    [...filesIn(join(folder, '.blog-build')).keys()].filter((path) => /lock|journal|stage/.test(path)),
  ).toEqual([])
}

describe.skipIf(!('watchSite' in core))('watch', () => {
  const rounds = process.env.SOAK === '1' ? 60 : 4
  const all = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

  test.each(Array.from({ length: rounds }, (_, at) => [at, all[at % 3] as (typeof all)[number]]))(
    'signal %i, %s, at some moment of a rebuild: gone soon by that signal, and the output can be made whole',
    { timeout: 60_000 },
    async (round, signal) => {
      const folder = siteOf(files(60, 'One'))
      const watch = watchIn(folder, '--no-server')
      if (round > 0) await watch.next('build')
      for (const [path, text] of Object.entries(files(60, 'Two'))) put(folder, path, text)
      await sleep(Math.random() * (round === 0 ? 600 : 250))
      const asked = performance.now()
      watch.child.kill(signal)
      // Until the handlers are there, and after them, a signal ends the process as it does by default.
      expect(await watch.exit).toBe(signal)
      expect(performance.now() - asked).toBeLessThan(5000)
      await expectWhole(folder, files(60, 'Two'))
    },
  )

  test('a hook in a loop does not hold up Ctrl-C', async () => {
    const loop =
      'export default { plugins: [{ name: "p", emit() { console.error("in it"); for (;;) {} } }] }\n'
    const folder = siteOf({ ...files(1, 'One'), 'blog.config.ts': loop })
    const watch = watchIn(folder, '--no-server')
    await expect.poll(() => watch.events.length + watch.err().length, { timeout: 30_000 }).toBeGreaterThan(0)
    const asked = performance.now()
    watch.child.kill('SIGINT')
    expect(await watch.exit).toBe('SIGINT')
    expect(performance.now() - asked).toBeLessThan(5000)
  })

  test('a reader that goes away ends it with 0', async () => {
    const folder = siteOf(files(1, 'One'))
    const watch = watchIn(folder, '--no-server')
    await watch.next('build')
    watch.child.stdout?.destroy()
    for (let edit = 0; watch.child.exitCode === null && edit < 50; edit++) {
      put(folder, 'posts/0.md', post(`Edit ${edit}.`))
      await sleep(200)
    }
    expect(watch.child.exitCode).toBe(0)
  })

  test('a port that is taken is a usage error', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => other.once('listening', resolve))
    const { port } = other.address() as { port: number }
    const { code, out, err } = await command(siteOf(files(1, 'One')), ['watch', '--port', String(port)])
    other.close()
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(`Port ${port} is taken`)
  })

  test('a configuration that is broken at the start is told, and mended without a restart', async () => {
    const folder = siteOf({ ...files(1, 'One'), 'blog.config.ts': 'export default { titel: 1 }\n' })
    const watch = watchIn(folder, '--port', '0')
    expect(await watch.next('build')).toMatchObject({
      status: 'config',
      messages: [{ path: 'blog.config.ts' }],
    })
    put(folder, 'blog.config.ts', 'export default { title: "Mended" }\n')
    expect(await watch.next('build')).toMatchObject({ status: 'published' })
    await expect.poll(watch.err).toContain('mended  blog.config.ts')
  })

  test('another build beside it goes through, and the watch goes on', async () => {
    const folder = siteOf(files(3, 'One'))
    const watch = watchIn(folder, '--no-server')
    await watch.next('build')
    put(folder, 'posts/0.md', post('Two.'))
    const beside = await command(folder, ['build'])
    expect(beside.code).toBe(0)
    put(folder, 'posts/1.md', post('Three.'))
    const page = () => String(filesIn(join(folder, 'dist')).get('posts/1/index.html'))
    await expect.poll(page, { timeout: 30_000 }).toContain('Three.')
    watch.child.kill('SIGTERM')
    expect(await watch.exit).toBe('SIGTERM')
    await expectWhole(folder, {
      ...files(3, 'One'),
      'posts/0.md': post('Two.'),
      'posts/1.md': post('Three.'),
    })
  })

  test('a plugin that comes into a loop is named, and the next change recovers', {
    timeout: 60_000,
  }, async () => {
    const folder = siteOf(files(1, 'One'))
    const watch = watchIn(folder, '--no-server', '--timeout', '2')
    await watch.next('build')
    put(folder, 'blog.config.ts', 'export default { plugins: [{ name: "probe", emit() { for (;;) {} } }] }\n')
    expect(await watch.next('build')).toMatchObject({ messages: [{ rule: 'plugin-stuck', plugin: 'probe' }] })
    put(folder, 'blog.config.ts', 'export default { title: "Mended" }\n')
    expect(await watch.next('build')).toMatchObject({ status: 'published' })
  })
})
