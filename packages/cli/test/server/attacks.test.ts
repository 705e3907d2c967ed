// What others may try, as bytes on sockets: on each route of both servers the answer is a refusal, and the disk is
// asked for nothing that is not listed.

import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { ownNames } from '../../src/server/resolve.js'
import { ask, exchange, type RawAnswer, requestOf, toAnswer } from './raw.js'
import { pageOf, type Served, serve } from './served.js'

const opened = vi.hoisted(() => [] as string[])
vi.mock('../../src/server/disk.js', async (original) => {
  const disk = await original<typeof import('../../src/server/disk.js')>()
  return {
    ...disk,
    openFile: (folder: string, path: string) => {
      opened.push(path)
      return disk.openFile(folder, path)
    },
  }
})

const files = {
  'index.html': pageOf('Home'),
  'about/index.html': pageOf('About'),
  '404.html': pageOf('Nothing'),
  'a.txt': 'plain',
  'data/deep.json': '{}',
  'link.txt': 'was a file',
  'linked/secret.txt': 'was a file',
  'linked/index.html': 'was a file',
  'looped/a.txt': 'was a file',
  'pipe.txt': 'was a file',
}
const secret = 'the SECRET of this machine'

/** Files that lie around, as they do in a project; all of them hold the secret. */
const others = [
  'secret.txt',
  '.env',
  '.git/config',
  'blog.config.ts',
  'content/draft.md',
  '.blog-build/outputs',
  'dist-x/secret.txt',
  'distx',
  'dist.bak/index.html',
  'dist/.env',
  'dist/unlisted.html',
  'dist/.git/config',
  'dist/about/unlisted.txt',
  'dist/index.html.bak',
  'dist/Index.html~',
]

function layTraps(root: string): void {
  for (const path of others) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), secret)
  }
}

/** A link where a build had a file. */
function layLinks({ folder, root }: Served): void {
  const link = (path: string, target: string) => {
    const at = join(folder, path)
    symlinkSync(target, `${at}.new`)
    rmSync(at, { recursive: true })
    renameSync(`${at}.new`, at)
  }
  link('link.txt', join(root, 'secret.txt'))
  link('linked', join(root, 'dist-x'))
  link('looped', 'looped')
  rmSync(join(folder, 'pipe.txt'))
  spawnSync('mkfifo', [join(folder, 'pipe.txt')])
}

const up = [
  '..',
  '%2e%2e',
  '%2E%2E',
  '.%2e',
  '%2e.',
  '%252e%252e',
  '%25252e%25252e',
  '%c0%ae%c0%ae',
  '%e0%80%ae%e0%80%ae',
  '%u002e%u002e',
  '..;',
  '..%00',
  '..%20',
  '...',
  '..%09',
  '%uff0e%uff0e',
  '%ef%bc%8e%ef%bc%8e',
  '..%0d%0a',
  '%2e%2e;x=1',
  '\u002e\u002e.',
]
const slash = [
  '/',
  '%2f',
  '%2F',
  '\\',
  '%5c',
  '%5C',
  '%252f',
  '%c0%af',
  '%e0%80%af',
  '%u2215',
  '//',
  '/./',
  '%ef%bc%8f',
  '%255c',
]
const odd = [
  '/%',
  '/%2',
  '/%zz',
  '/%80',
  '/%ff%fe',
  '/%ed%a0%80',
  '/%00',
  '/a.txt%00',
  '/a.txt%00.html',
  '/a.txt%0a',
  '/index.html%20',
  '/index.html.',
  '/index.html::$DATA',
  '/INDEX.HTML',
  '/about/index.html/',
  '/a.txt/',
  '/a.txt/..',
  '/about/../a.txt',
  '/about/./index.html',
  '//',
  '///',
  '//about/',
  '/about//',
  '/.',
  '/..',
  '/./',
  '/../',
  '/~root',
  '/~/',
  '/.env',
  '/%2eenv',
  '/.git/config',
  '/.git/HEAD',
  '/%2egit/config',
  '/unlisted.html',
  '/about/unlisted.txt',
  '/index.html.bak',
  '/Index.html~',
  '/INDEX~1.HTM',
  '/C:/windows/win.ini',
  '/c:%5cwindows%5cwin.ini',
  '/@fs/etc/passwd',
  '/@fs//etc/passwd?raw',
  '/@id/x',
  '/etc/passwd',
  '//etc/passwd',
  '/proc/self/environ',
  '/file:///etc/passwd',
  '/%2fetc%2fpasswd',
  '/secret.txt',
  '/../secret.txt',
  '/..%2fsecret.txt',
  '/../dist-x/secret.txt',
  '/../distx',
  '/..distx',
  '/-x/secret.txt',
  '/x/../../dist-x/secret.txt',
  '/%2e%2e%2fdist-x%2fsecret.txt',
  '/..%5cdist-x%5csecret.txt',
  '/a.txt?/../secret.txt',
  '/about?x=/../../secret.txt#',
  '/a.txt#/../../secret.txt',
  '/?import&raw??',
  '/secret.txt?raw',
  '/secret.txt?import&raw??',
  '/secret.txt?url',
  '/.env?.svg?.wasm?init',
  '/blog.config.ts',
  '/content/draft.md',
  '/.blog-build/outputs',
  '/node_modules/x',
  '/dist/index.html',
  '/link.txt',
  '/linked/secret.txt',
  '/linked/',
  '/linked',
  '/looped/a.txt',
  '/pipe.txt',
  '/pipe.txt/',
  '/__proto__',
  '/constructor/prototype',
  '/hasOwnProperty',
  '/index.html;a',
  '/;/index.html',
  '/con',
  '/aux.html',
  '/nul',
  '/\u202eindex.html',
  '/<script>',
  '/"><img src=x>',
  '/`id`',
  '/$(id)',
  '/|id',
]

/** Every way up, from every start, with every kind of slash. */
function targets(starts: readonly string[]): string[] {
  const ways = up.flatMap((dots) => slash.map((cut) => `${dots}${cut}`))
  const climbs = ways.flatMap((way, at) => {
    const start = starts[at % starts.length] ?? '/'
    return [
      `${start}${way}secret.txt`,
      `${start}${way.repeat(2)}${['secret.txt', 'dist-x/secret.txt', '.env'][at % 3]}`,
      `${start}${way.repeat(8)}etc/passwd`,
    ]
  })
  return [...climbs, ...odd]
}

describe.each(['watch', 'preview'] as const)('%s', (mode) => {
  let served: Served
  let starts: string[]

  beforeAll(async () => {
    served = await serve(files, { mode })
    layTraps(served.root)
    layLinks(served)
    const prefix = await served.prefix()
    starts = [
      '/',
      '/about/',
      '/data/',
      '/a.txt/',
      ...(prefix ? [prefix, `${prefix}overlay.html/`, `${prefix}events/`, `${prefix}problems.json/`] : []),
    ]
  })
  afterAll(() => served.close())
  beforeEach(() => void opened.splice(0))

  const listed = new Set(Object.keys(files))
  const expectRefused = (target: string, answer: RawAnswer) => {
    expect(answer.body, target).not.toContain('SECRET')
    expect(answer.body, target).not.toMatch(/root:x:|HOME=/)
    expect(
      opened.filter((path) => !listed.has(path)),
      target,
    ).toEqual([])
  }

  test('F1 F2 F3 F5 F6 F7 no way leads out, and nothing that is not listed is opened', async () => {
    const all = targets(starts)
    expect(all.length).toBeGreaterThan(850)
    const answered = new Map<string, number>()
    for (const target of all) {
      const answer = await ask(served.port, target)
      expectRefused(target, answer)
      answered.set(target, answer.status)
    }
    // A query leads nowhere else, and a redirect to the folder of a listed file tells nothing.
    const passed = [...answered].filter(([, status]) => status < 400).map(([target]) => target)
    const proper = ['/a.txt?/../secret.txt', '/?import&raw??', '/linked']
    expect(passed).toEqual(proper)
    expect([...answered.values()].every((status) => status > 0 && status < 500)).toBe(true)
  })

  test('F6 of all files of the project only those that are listed answer', async () => {
    const all = readdirSync(served.root, { recursive: true, encoding: 'utf8' })
    expect(all.length).toBeGreaterThan(20)
    for (const path of all) {
      for (const target of [`/${path}`, `/${path}/`, `/${path}?raw`, `/${path.replace(/^dist\//, '')}`])
        expectRefused(target, await ask(served.port, encodeURI(target)))
    }
    expect((await ask(served.port, '/a.txt')).body).toBe('plain')
  })

  test('F5 a link, and a folder behind a link, is not there, nor is what is no file', async () => {
    for (const target of ['/link.txt', '/linked/secret.txt', '/linked/', '/looped/a.txt', '/pipe.txt'])
      expect(await ask(served.port, target), target).toMatchObject({ status: 404 })
  })

  test('F16 only what reads is answered, on each route', async () => {
    const prefix = await served.prefix()
    const routes = [
      '/',
      '/a.txt',
      '/about',
      '/none',
      ...(prefix ? ownNames.map((name) => prefix + name) : []),
    ]
    for (const method of [
      'POST',
      'PUT',
      'DELETE',
      'PATCH',
      'OPTIONS',
      'TRACE',
      'PROPFIND',
      'LOCK',
      'REPORT',
    ]) {
      for (const route of routes)
        expect(
          await ask(served.port, route, ['Host: localhost', 'Content-Length: 0'], method),
          `${method} ${route}`,
        ).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } })
    }
    expect(await ask(served.port, 'localhost:80', ['Host: localhost:80'], 'CONNECT')).toMatchObject({
      status: 405,
    })
  })

  test('F9 F10 F11 F12 F8 who is not of this origin gets nothing, on each route', async () => {
    const prefix = await served.prefix()
    const events = `${prefix}events?page=/&identity=x&seen=1`
    const routes = [
      '/',
      '/a.txt',
      '/about',
      '/none',
      '/404.html',
      ...(prefix ? [...ownNames.map((name) => (name === 'events' ? events : prefix + name))] : []),
    ]
    const host = `Host: localhost:${served.port}`
    const intrusions = [
      ['Host: evil.tld'],
      ['Host: localhost.evil.tld'],
      ['Host: 127.0.0.1.nip.io'],
      ['Host: 192.168.1.1'],
      [host, 'Host: evil.tld'],
      ['Host: evil.tld', host],
      ['Host:'],
      [],
      ['Host: evil.tld', 'X-Forwarded-Host: localhost'],
      ['Host: evil.tld', 'Forwarded: host=localhost'],
      [host, 'Origin: null'],
      [host, 'Origin: http://evil.tld'],
      [host, `Origin: http://localhost:${served.port + 1}`],
      [host, `Origin: https://localhost:${served.port}`],
      [host, `Origin: http://127.0.0.1:${served.port}`],
      [host, 'Sec-Fetch-Site: cross-site', 'Sec-Fetch-Mode: no-cors', 'Sec-Fetch-Dest: script'],
      [host, 'Sec-Fetch-Site: cross-site', 'Sec-Fetch-Mode: cors', 'Sec-Fetch-Dest: empty'],
      [host, 'Sec-Fetch-Site: same-site', 'Sec-Fetch-Mode: navigate', 'Sec-Fetch-Dest: iframe'],
      [
        host,
        'Connection: Upgrade',
        'Upgrade: websocket',
        'Sec-WebSocket-Version: 13',
        'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      ],
      [host, 'Upgrade: h2c', 'Connection: Upgrade, HTTP2-Settings', 'HTTP2-Settings: AAMAAABkAAQAAP__'],
      [host, 'Expect: 100-continue'],
    ]
    let count = 0
    opened.splice(0)
    for (const route of routes) {
      for (const headers of intrusions) {
        const answer = await ask(served.port, route, headers)
        count += 1
        expect(answer.status, `${route} ${headers}`).toSatisfy((status) => status >= 400 && status < 500)
        expect(answer.body, `${route} ${headers}`).not.toMatch(/<|plain|problems/)
        expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([])
      }
      const plain = toAnswer(await exchange(served.port, requestOf(route, [], 'GET', '1.0')))
      expect(plain.status, `${route} by HTTP/1.0 without a host`).toBe(400)
    }
    expect(count).toBeGreaterThan(mode === 'watch' ? 220 : 100)
    expect(opened).toEqual([])
  })

  test('F9 F21 each answer forbids guesses and use by others', async () => {
    const prefix = await served.prefix()
    for (const route of [
      '/',
      '/a.txt',
      '/about',
      '/none',
      ...(prefix ? ownNames.map((name) => prefix + name) : []),
    ]) {
      for (const method of ['GET', 'HEAD']) {
        const { headers } = await ask(
          served.port,
          route,
          ['Host: localhost', 'Origin: http://localhost'],
          method,
        )
        expect(headers, route).toMatchObject({
          'x-content-type-options': 'nosniff',
          'cross-origin-resource-policy': 'same-origin',
        })
        expect(headers['cache-control'], route).toMatch(/^no-(cache|store)$/)
        expect(
          Object.keys(headers).filter((name) => name.startsWith('access-control')),
          route,
        ).toEqual([])
      }
    }
  })

  test('F10 events and problems need the token of the run', async () => {
    for (const token of ['', 'x', '0'.repeat(24), '..', '%00']) {
      for (const name of ownNames)
        expect(await ask(served.port, `/_blog-build/${token}/${name}`), name).toMatchObject({ status: 404 })
    }
  })
})

test('F4 one module of the server reads the disk, and one resolves addresses', () => {
  const folder = fileURLToPath(new URL('../../src/server/', import.meta.url))
  const modules = readdirSync(folder).filter((name) => /(?<!\.test)\.ts$/.test(name))
  const sourceOf = (name: string) => readFileSync(join(folder, name), 'utf8')
  expect(
    modules.filter((name) =>
      /from 'node:fs|createReadStream\(['"/]|process\.binding|getBuiltinModule/.test(sourceOf(name)),
    ),
  ).toEqual(['disk.ts'])
  expect(
    modules.filter((name) => /\bresolve\(raw|decodeURI|new URL\(request/.test(sourceOf(name))).sort(),
  ).toEqual(['address.ts', 'current-site.ts', 'resolve.ts'])
})
