/** Files that are none, are elsewhere, or are spelled otherwise: each is an error that names it, or handled. */
import { execFileSync } from 'node:child_process'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createSite } from '../../src/build.js'

let base: string
let root: string

beforeEach(() => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'blog-build-faults-')))
  root = join(base, 'project')
  write('content/posts/a.md', '# A\n')
})

afterEach(() => rmSync(base, { recursive: true, force: true }))

function write(path: string, body: string | Uint8Array): void {
  const file = join(root, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, body)
}

function link(target: string, path: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  symlinkSync(target, join(root, path))
}

async function build() {
  const site = createSite({ root, asOf: '2026-06-01T00:00:00Z', resolveFrom: [import.meta.url] })
  const { status, messages, outputs } = await site.build()
  const told = messages.map(({ rule, path, place }) => {
    return `${path}${place ? `:${place.start.line}:${place.start.column}` : ''} ${rule}`
  })
  const html = async (path: string) => new TextDecoder().decode(await site.read(path))
  return { status, told, messages, paths: outputs.map(({ path }) => path), html }
}

describe('text', () => {
  test('A10 A11 a byte order mark, CRLF and lone CR give the same bytes, and places as an editor shows them', async () => {
    const text = '---\ntitle: T\n---\n\nx [gone](gone.md)\n\n```\na\nb\n```\n'
    write('content/posts/lf.md', text)
    write('content/posts/bom.md', `\uFEFF${text}`)
    write('content/posts/crlf.md', text.replaceAll('\n', '\r\n'))
    write('content/posts/cr.md', text.replaceAll('\n', '\r'))
    const names = ['bom', 'cr', 'crlf', 'lf']
    expect((await build()).told).toEqual(names.map((name) => `content/posts/${name}.md:5:3 link-missing`))
    write('content/posts/gone.md', '# Gone\n')
    const { html, told } = await build()
    expect(told).toEqual([])
    const pages = await Promise.all(names.map((name) => html(`posts/${name}/index.html`)))
    const bodies = pages.map((page, at) => page.replaceAll(`/posts/${names[at]}/`, ''))
    expect(new Set(bodies).size).toBe(1)
  })

  test('A12 A13 other encodings are errors at their byte, NUL is a warning at its place', async () => {
    write('content/posts/latin1.md', Buffer.from('---\ntitle: Caf\xE9\n---\n', 'latin1'))
    write('content/posts/nul.md', 'a\n\nb\0c\n')
    write('content/posts/utf16.md', Buffer.from('\uFEFF# A\n', 'utf16le'))
    write('content/list.yaml', Buffer.from('- id: \xE9\n', 'latin1'))
    expect((await build()).told).toEqual([
      'content/list.yaml:1:7 source-not-utf8',
      'content/posts/latin1.md:2:11 source-not-utf8',
      'content/posts/nul.md:3:2 source-nul',
      'content/posts/utf16.md:1:1 source-not-utf8',
    ])
  })

  test('A14 D16 a file that is too large is told, not read into a text', async () => {
    write('content/posts/large.md', '')
    truncateSync(join(root, 'content/posts/large.md'), 150_000_000)
    expect((await build()).told).toEqual(['content/posts/large.md source-unreadable'])
  })
})

describe('D4 D15 what is no file', () => {
  let server: Server | undefined

  afterEach(() => new Promise<void>((done) => (server ? server.close(() => done()) : done())))

  test.skipIf(process.platform === 'win32')(
    'pipes and sockets are told, and nothing waits for them',
    async () => {
      mkdirSync(join(root, 'public'))
      for (const path of ['content/posts/pipe.md', 'public/pipe']) execFileSync('mkfifo', [join(root, path)])
      // The path of a socket must be short.
      const socket = join(base, 's')
      server = createServer().listen(socket)
      await new Promise((done) => server?.once('listening', done))
      link(join('..', '..', '..', 's'), 'content/posts/socket.md')
      expect((await build()).told).toEqual([
        'content/posts/pipe.md source-unreadable',
        'content/posts/socket.md source-outside',
        'public/pipe source-unreadable',
      ])
    },
  )

  test('links to nothing and circles are told, with their target, whatever they are called', async () => {
    link('nowhere', 'content/posts/series')
    link('two.md', 'content/posts/one.md')
    link('one.md', 'content/posts/two.md')
    link('.', 'content/posts/circle')
    const { told, messages } = await build()
    const paths = ['circle', 'one.md', 'series', 'two.md'].map((name) => `content/posts/${name}`)
    expect(told).toEqual(paths.map((path) => `${path} source-unreadable`))
    expect(messages[2]?.text).toContain('a link to nowhere, which leads nowhere')
  })

  test('a folder that is called like a file is a folder', async () => {
    write('content/posts/notes.md/one.md', '# One\n')
    expect(await build()).toMatchObject({
      told: [],
      paths: ['posts/a/index.html', 'posts/notes-md/one/index.html'],
    })
  })
})

test('D1 D2 a link out of the project is an error with its target, in each folder and at each depth', async () => {
  mkdirSync(join(base, 'elsewhere/deep'), { recursive: true })
  writeFileSync(join(base, 'elsewhere/deep/secret.md'), 'canary')
  link('../elsewhere', 'via')
  link('../../via/deep', 'content/posts/chained')
  link(join(base, 'elsewhere/deep/secret.md'), 'content/posts/absolute.md')
  link('../../elsewhere', 'public/relative')
  const { told, messages } = await build()
  expect(told).toEqual([
    'content/posts/absolute.md source-outside',
    'content/posts/chained source-outside',
    'public/relative source-outside',
  ])
  expect(messages[0]?.text).toContain(join(base, 'elsewhere/deep/secret.md'))
  expect(messages[1]?.text).toContain('../../via/deep')
  expect(JSON.stringify(messages)).not.toContain('canary')
})

test('a folder reached by two links is there twice, under an address of each', async () => {
  write('drawer/d.md', '# D\n')
  link('../../drawer', 'content/posts/one')
  link('../../drawer', 'content/posts/two')
  expect(await build()).toMatchObject({
    told: [],
    paths: ['posts/a/index.html', 'posts/one/d/index.html', 'posts/two/d/index.html'],
  })
})

describe('names', () => {
  test.skipIf(process.platform !== 'linux')(
    'D13 those that are not UTF-8 are told with their bytes',
    async () => {
      mkdirSync(join(root, 'public'))
      const bytes = (path: string) => Buffer.from(join(root, path), 'latin1')
      writeFileSync(bytes('content/posts/caf\xE9.md'), '# Caf')
      writeFileSync(bytes('public/\xFF.txt'), 'x')
      mkdirSync(bytes('content/posts/ann\xE9e'))
      const { told, messages } = await build()
      expect(told).toEqual([
        'content/posts/ann\\xE9e source-unreadable',
        'content/posts/caf\\xE9.md source-unreadable',
        'public/\\xFF.txt source-unreadable',
      ])
      expect(messages[0]).toMatchObject({
        text: expect.stringContaining('not UTF-8'),
        remedy: 'Rename it, or take it away.',
      })
    },
  )

  test.skipIf(process.platform === 'darwin')(
    'D11 accents may be spelled otherwise in links than on the disk',
    async () => {
      const [one, two] = ['\u00E9', 'e\u0301']
      write(`public/${two}.txt`, 'public')
      write(`content/posts/${two}/${two}.png`, 'png')
      write(`content/posts/${one}.svg`, 'svg')
      write(`content/posts/${two}.md`, '# E\n')
      write(
        'content/posts/a.md',
        `# A\n\n[t](/${one}.txt) [t](/${two}.txt) ![p](${one}/${one}.png) ![s](${two}.svg) [e](${one}.md) [p](${two}/${one}.png)\n`,
      )
      const { told, paths, html } = await build()
      expect(told).toEqual([])
      expect(paths.filter((path) => path.startsWith('assets/')).length).toBe(2)
      expect(readFileSync(join(root, `dist/${one}.txt`), 'utf8')).toBe('public')
      const page = await html('posts/a/index.html')
      expect(page.match(/href="\/%C3%A9\.txt"/g)).toHaveLength(2)
      expect(page).not.toContain('%CC%81')
      // The same again from what is remembered, with the file changed.
      write(`public/${two}.txt`, 'changed')
      expect((await build()).told).toEqual([])
      expect(readFileSync(join(root, `dist/${one}.txt`), 'utf8')).toBe('changed')
    },
  )

  test('D10 D12 a public file that another system can not hold, or takes for another, is told', async () => {
    for (const name of ['CON.txt', 'A.txt', 'a.txt', 'x:y', 'tail.', 'e\u0301', '\u00E9'])
      write(`public/${name}`, name)
    const { told } = await build()
    expect(told.sort()).toEqual([
      'public/CON.txt output-path-invalid',
      'public/a.txt output-conflict',
      'public/tail. output-path-invalid',
      'public/x:y output-path-invalid',
      'public/\u00E9 output-conflict',
    ])
  })

  test('what editors, file managers and Git leave is not published, other hidden files of public/ are', async () => {
    const junk = [
      'x.txt~',
      '.x.txt.swp',
      '#x.txt#',
      '._x.txt',
      '.DS_Store',
      'Thumbs.db',
      'desktop.ini',
      '.gitkeep',
      '.git/HEAD',
    ]
    for (const name of ['x.txt', '.htaccess', '.well-known/a', ...junk]) write(`public/${name}`, name)
    for (const name of ['a.md~', '.a.md.swp', '#a.md#', '._a.md', 'Thumbs.db', 'a.md.orig']) {
      write(`content/posts/${name}`, '# Junk\n')
    }
    for (const folder of ['public', 'content/posts']) link('me@host.1234:1', `${folder}/.#x.md`)
    expect(await build()).toMatchObject({
      told: [],
      paths: ['.htaccess', '.well-known/a', 'posts/a/index.html', 'x.txt'],
    })
    expect(readdirSync(join(root, 'dist')).sort()).toEqual(['.htaccess', '.well-known', 'posts', 'x.txt'])
  })
})
