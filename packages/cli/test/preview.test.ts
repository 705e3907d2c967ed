import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { openerFor } from '../src/browser.js'
import { openWarning } from '../src/server/listen-text.js'
import { bin, command, put, siteOf } from './command.js'
import { ask } from './server/raw.js'

const running: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of running.splice(0)) await end()
})

/** Starts a preview and waits until it says where it is. */
async function preview(folder: string, ...parameters: string[]) {
  const child = spawn(process.execPath, [bin, 'preview', folder, ...parameters], {
    env: { ...process.env, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<{ code: number | null; signal: string | null }>((resolve) =>
    child.once('exit', (code, signal) => resolve({ code, signal })),
  )
  running.push(() => {
    child.kill('SIGKILL')
    return ended
  })
  let [out, err] = ['', '']
  child.stderr.setEncoding('utf8').on('data', (text) => (err += text))
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text) => {
      out += text
      const found = /http:\/\/\S+(?=\n)/.exec(out)?.[0]
      if (found) resolve(found)
    })
    void ended.then(() => reject(new Error(`It ended: ${out}${err}`)))
  })
  return { child, ended, url, port: Number(new URL(url).port), err: () => err, out: () => out }
}

const files = { 'content/posts/a.md': '# A post\n\nText.\n', 'content/pages/about.md': '# About\n' }

test('F20 what was built is served as it lies there, and a build in between is seen', async () => {
  const folder = siteOf(files)
  expect((await command(folder, [])).code).toBe(0)
  const { port, out } = await preview(folder, '--port', '0')
  expect(out()).toContain('as it was built. Ctrl-C ends it.')
  const page = await ask(port, '/posts/a/')
  expect(page.status).toBe(200)
  expect(page.body).toContain('A post')
  expect(page.body).not.toContain('_blog-build')
  expect(await ask(port, '/about')).toMatchObject({ status: 301, headers: { location: '/about/' } })
  expect(await ask(port, '/none')).toMatchObject({ status: 404 })
  expect(await ask(port, '/.blog-build/.gitignore')).toMatchObject({ status: 404 })
  expect(await ask(port, '/', ['Host: evil.tld'])).toMatchObject({ status: 403 })
  put(folder, 'content/posts/b.md', '# Another post\n')
  put(folder, 'content/posts/a.md', '# A post, edited\n')
  expect((await command(folder, [])).code).toBe(0)
  expect((await ask(port, '/posts/a/')).body).toContain('A post, edited')
  expect((await ask(port, '/posts/b/')).body).toContain('Another post')
  rmSync(join(folder, 'dist'), { recursive: true })
  expect(await ask(port, '/posts/b/')).toMatchObject({ status: 404 })
})

test('the base path of the build is that of the preview, unless another one is given', async () => {
  const folder = siteOf(files)
  expect((await command(folder, ['--base', '/blog/', '--out', 'site'])).code).toBe(0)
  const { url, port } = await preview(folder, '--port', '0')
  expect(new URL(url).pathname).toBe('/blog/')
  expect(await ask(port, '/')).toMatchObject({ status: 302, headers: { location: '/blog/' } })
  expect(await ask(port, '/blog/about/')).toMatchObject({ status: 200 })
  expect(await ask(port, '/about/')).toMatchObject({ status: 404 })
  const other = await preview(folder, '--port', '0', '--base', '/x/')
  expect(await ask(other.port, '/x/about/')).toMatchObject({ status: 200 })
})

test('before a first build there is an error that says what to do', async () => {
  const { code, out, err } = await command(siteOf(files), ['preview', '--port', '0'])
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err).toContain('error: No build has left a site in "dist".\n  → Build the site first')
  expect(err).toContain('output-not-published')
})

test('F19 a port that is taken is an error where it was asked for, and passed over where it was not', async () => {
  const folder = siteOf(files)
  expect((await command(folder, [])).code).toBe(0)
  const taken = createServer()
  const port = await new Promise<number>((resolve) => {
    taken.listen(0, '127.0.0.1', () => resolve((taken.address() as { port: number }).port))
  })
  try {
    const { code, err } = await command(folder, ['preview', '--port', String(port)])
    expect(code).toBe(2)
    expect(err).toBe(
      `error: Port ${port} is taken by another program.\n  → End that program, or give another port with \`--port\`. Without \`--port\` the next free one is taken.\n`,
    )
  } finally {
    taken.close()
  }
  const [first, second] = [await preview(folder), await preview(folder)]
  expect(second.port).toBeGreaterThan(first.port)
})

test('F13 it listens on this machine alone; with --host on others too, and says so', async () => {
  const folder = siteOf(files)
  expect((await command(folder, [])).code).toBe(0)
  const { err } = await preview(folder, '--port', '0')
  expect(err()).toBe('')
  const open = await preview(folder, '--port', '0', '--host', '0.0.0.0')
  await expect
    .poll(() => open.err(), { timeout: 20_000 })
    .toContain('warning: Whoever can reach this machine at "0.0.0.0" can read the site')
  expect(openWarning('localhost')).toBeUndefined()
  expect((await command(folder, ['preview', '--host', '203.0.113.7', '--port', '0'])).err).toContain(
    'error: This machine can\'t listen on "203.0.113.7"',
  )
})

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s ends it at once', async (signal) => {
  const folder = siteOf(files)
  expect((await command(folder, [])).code).toBe(0)
  const { child, ended } = await preview(folder, '--port', '0')
  child.kill(signal)
  expect(await ended).toEqual({ code: null, signal })
})

test('an address is opened without a shell, as one parameter', () => {
  const url = 'http://localhost:4000/a&b;c$(d)/'
  for (const platform of ['linux', 'darwin', 'win32', 'freebsd'] as const) {
    const [program, parameters] = openerFor(platform, url)
    expect(parameters.at(-1)).toBe(url)
    expect(program).toMatch(/^(xdg-open|open|rundll32)$/)
  }
})
