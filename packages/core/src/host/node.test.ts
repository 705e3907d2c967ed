import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import * as fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { HostError } from './error.js'
import { createNodeHost, resolvePath } from './node.js'
import { isTemporaryName } from './temporary.js'

let base = ''
let root = ''
const bytes = (text: string) => new TextEncoder().encode(text)
const text = (body: Uint8Array | undefined) =>
  body === undefined ? undefined : new TextDecoder().decode(body)
const hostOf = () => createNodeHost({ root, cache: `${root}/.blog-build` })

beforeEach(() => {
  base = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'node-host-')))
  root = join(base, 'site')
  fs.mkdirSync(join(root, 'sub'), { recursive: true })
  fs.writeFileSync(join(root, 'b.md'), 'b')
  fs.writeFileSync(join(root, 'B.md'), 'B')
  fs.writeFileSync(join(root, 'sub', 'x.md'), 'x')
  fs.writeFileSync(join(base, 'secret'), 'secret')
})
afterEach(() => fs.rmSync(base, { recursive: true, force: true }))

test('reads, stats and lists; absence is undefined', () => {
  const host = hostOf()
  expect(text(host.read(`${root}/b.md`))).toBe('b')
  expect(host.read(`${root}/b.md`)?.constructor).toBe(Uint8Array)
  expect(host.stat(`${root}/sub/x.md`)).toEqual({
    kind: 'file',
    size: 1,
    ctime: expect.any(Number),
    mtime: fs.statSync(`${root}/sub/x.md`).mtimeMs,
  })
  expect(host.list(root)).toEqual([
    { name: 'B.md', kind: 'file' },
    { name: 'b.md', kind: 'file' },
    { name: 'sub', kind: 'folder' },
  ])
  for (const path of [`${root}/none`, `${root}/b.md/none`, `${root}/a\0b`, `${root}/${'n'.repeat(5000)}`]) {
    expect([host.read(path), host.stat(path), host.list(path)]).toEqual([undefined, undefined, undefined])
  }
  expect([host.read(`${root}/sub`), host.list(`${root}/b.md`)]).toEqual([undefined, undefined])
})

describe('D1 D2 symbolic links', () => {
  const link = (target: string, name: string) => fs.symlinkSync(target, join(root, name))

  test('within the root are followed', () => {
    link('sub', 'folder')
    link(join(root, 'b.md'), 'file.md')
    const host = hostOf()
    expect(host.list(root)).toContainEqual({ name: 'folder', kind: 'folder' })
    expect(host.list(root)).toContainEqual({ name: 'file.md', kind: 'file' })
    expect(text(host.read(`${root}/folder/x.md`))).toBe('x')
  })

  test.each([
    ['leaf', '../secret', 'leaf'],
    ['chained', 'leaf2', 'chained'],
    ['parent', '..', 'parent/secret'],
  ])('that leave the root are outside: %s', (name, target, path) => {
    if (name === 'chained') link(join(base, 'secret'), 'leaf2')
    link(target, name)
    const host = hostOf()
    expect(host.list(root)).toContainEqual({ name, kind: 'outside', target })
    expect(host.read(`${root}/${path}`)).toBeUndefined()
    expect(host.stat(`${root}/${path}`)).toBeUndefined()
    expect(host.list(`${root}/${name}`)).toBeUndefined()
  })

  test('refuse to be written through', () => {
    fs.mkdirSync(join(base, 'other'))
    fs.writeFileSync(join(base, 'other', 'keep'), 'keep')
    link('../other', 'out')
    const host = hostOf()
    for (const act of [
      () => host.write(`${root}/out/new/x`, bytes('x')),
      () => host.create(`${root}/out/new/x`, bytes('x'), { known: new Set() }),
      () => host.makeFolder(`${root}/out/new`),
      () => host.rename(`${root}/b.md`, `${root}/out/b.md`),
      () => host.rename(`${root}/out/keep`, `${root}/kept`),
      () => host.link(`${root}/out/keep`, `${root}/kept`),
      () => host.symlink('keep', `${root}/out/link`),
      () => host.removeTree(`${root}/out/keep`),
      () => host.write(`${root}/out/keep`, bytes('x')),
      () => host.remove(`${root}/out/keep`),
    ]) {
      expect(act).toThrow('a symbolic link leads out of the project')
    }
    expect(fs.readdirSync(join(base, 'other'))).toEqual(['keep'])
    expect(fs.readFileSync(join(base, 'other', 'keep'), 'utf8')).toBe('keep')
  })

  test('D4 that lead nowhere or in a circle are other', () => {
    link('none', 'broken')
    link('../none', 'brokenOut')
    link('loop', 'loop')
    link('.', 'self')
    fs.symlinkSync('..', join(root, 'sub', 'up'))
    const host = hostOf()
    expect(host.list(root)?.filter((item) => item.target)).toEqual([
      { name: 'broken', kind: 'other', target: 'none' },
      { name: 'brokenOut', kind: 'outside', target: '../none' },
      { name: 'loop', kind: 'other', target: 'loop' },
      { name: 'self', kind: 'other', target: '.' },
    ])
    expect(host.list(`${root}/sub`)).toContainEqual({ name: 'up', kind: 'other', target: '..' })
    expect(host.read(`${root}/loop`)).toBeUndefined()
  })

  test('two folders that link to each other end', () => {
    fs.mkdirSync(join(root, 'p'))
    link('../p', 'sub/p')
    fs.symlinkSync('../sub', join(root, 'p', 'sub'))
    const host = hostOf()
    expect(host.list(`${root}/sub`)).toContainEqual({ name: 'p', kind: 'folder' })
    expect(host.list(`${root}/sub/p`)).toEqual([{ name: 'sub', kind: 'other', target: '../sub' }])
  })

  test('hold for a root that is a link itself, and not for folders elsewhere', () => {
    fs.symlinkSync(root, join(base, 'alias'))
    link('../secret', 'leaf')
    const host = createNodeHost({ root: join(base, 'alias'), cache: join(base, 'cache') })
    expect(text(host.read(join(base, 'alias', 'b.md')))).toBe('b')
    expect(host.read(join(base, 'alias', 'leaf'))).toBeUndefined()
    expect(host.read(join(root, 'leaf'))).toBeUndefined()
    fs.symlinkSync('secret', join(base, 'free'))
    expect(text(host.read(join(base, 'free')))).toBe('secret')
  })

  test.skipIf(process.platform !== 'linux')('D3 swapped while reading never give the secret', async () => {
    const path = join(root, 'swap')
    fs.symlinkSync('b.md', path)
    const child = spawn(process.execPath, [
      '-e',
      `const fs = require('fs'), p = ${JSON.stringify(path)}
       for (;;) for (const t of ['b.md', '../secret']) { fs.symlinkSync(t, p + '~'); fs.renameSync(p + '~', p) }`,
    ])
    const host = hostOf()
    const seen = new Set<string | undefined>()
    // Until the child has begun, there is nothing to see.
    while (fs.readlinkSync(path) === 'b.md') await sleep(1)
    for (const end = Date.now() + 500; Date.now() < end; ) seen.add(text(host.read(path)))
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(seen).toContain('b')
    expect(seen).not.toContain('secret')
  })
})

test('D15 a FIFO is other, and is not opened', () => {
  execFileSync('mkfifo', [join(root, 'pipe.md')])
  const host = hostOf()
  expect(host.list(root)).toContainEqual({ name: 'pipe.md', kind: 'other' })
  expect(host.stat(`${root}/pipe.md`)?.kind).toBe('other')
  expect(host.read(`${root}/pipe.md`)).toBeUndefined()
})

test.skipIf(process.platform !== 'linux')('D13 a name that is not UTF-8 is other, with its bytes', () => {
  fs.writeFileSync(Buffer.from([...Buffer.from(`${root}/caf`), 0xe9]), '')
  fs.writeFileSync(join(root, 'real\uFFFD'), '')
  const names = hostOf().list(root)
  expect(names).toContainEqual({ name: 'caf\\xE9', kind: 'other', misnamed: true })
  expect(names).toContainEqual({ name: 'real\uFFFD', kind: 'other', misnamed: true })
  expect(names).toHaveLength(5)
})

test('writes whole files and makes folders, with fixed modes (I6)', () => {
  const umask = process.umask(0o077)
  try {
    hostOf().write(`${root}/n/m/x.html`, bytes('new'))
  } finally {
    process.umask(umask)
  }
  const modes = ['n', 'n/m', 'n/m/x.html'].map((path) => fs.statSync(join(root, path)).mode & 0o777)
  expect(modes).toEqual([0o755, 0o755, 0o644])
  expect(fs.readdirSync(join(root, 'n/m'))).toEqual(['x.html'])
})

test('I6 what is created in bulk has fixed modes too', () => {
  const umask = process.umask(0o077)
  try {
    const [host, known] = [hostOf(), new Set<string>()]
    const stat = host.create(`${root}/n/m/x.html`, bytes('new'), { known })
    host.create(`${root}/n/o/x.html`, bytes('new'), { known, sync: true })
    expect(host.stat(`${root}/n/m/x.html`)).toMatchObject(stat)
  } finally {
    process.umask(umask)
  }
  const modes = ['n', 'n/m', 'n/o', 'n/m/x.html', 'n/o/x.html'].map((path) => fs.statSync(join(root, path)))
  expect(modes.map(({ mode }) => mode & 0o777)).toEqual([0o755, 0o755, 0o755, 0o644, 0o644])
})

test('G9 what is created or written in place of a file leaves its other name alone', () => {
  const host = hostOf()
  host.link(`${root}/b.md`, `${root}/other/b.md`)
  host.create(`${root}/b.md`, bytes('new'))
  expect(text(host.read(`${root}/other/b.md`))).toBe('b')
  host.link(`${root}/B.md`, `${root}/other/B.md`)
  host.write(`${root}/B.md`, bytes('new'), { sync: true })
  expect(text(host.read(`${root}/other/B.md`))).toBe('B')
  expect(() => host.link(`${root}/b.md`, `${root}/B.md`)).toThrow('something with that name exists already')
})

test('moves files and folders, makes links and removes trees', () => {
  const host = hostOf()
  host.rename(`${root}/b.md`, `${root}/x/y/b.md`)
  host.rename(`${root}/x`, `${root}/z`)
  host.rename(`${root}/B.md`, `${root}/z/y/b.md`)
  expect(text(host.read(`${root}/z/y/b.md`))).toBe('B')
  expect(() => host.rename(`${root}/none`, `${root}/z/none`)).toThrow(HostError)
  expect(() => host.rename(`${root}/z`, `${root}/sub`)).toThrow('the folder is not empty')
  host.symlink('z/y', `${root}/link`)
  expect([host.readLink(`${root}/link`), host.readLink(`${root}/z`)]).toEqual(['z/y', undefined])
  expect(text(host.read(`${root}/link/b.md`))).toBe('B')
  fs.symlinkSync(base, join(root, 'z/y/out'))
  host.sync(`${root}/z/y`)
  host.sync(`${root}/z/y/b.md`)
  host.removeTree(`${root}/link`)
  expect(text(host.read(`${root}/z/y/b.md`))).toBe('B')
  host.removeTree(`${root}/z`)
  host.removeTree(`${root}/z`)
  expect(fs.readdirSync(root)).toEqual(['sub'])
  expect(fs.readFileSync(join(base, 'secret'), 'utf8')).toBe('secret')
})

test('device tells of what is there', () => {
  const host = hostOf()
  expect(host.device(`${root}/b.md`)).toBe(fs.statSync(root).dev)
  expect(host.device(`${root}/none`)).toBeUndefined()
})

test('stats answers as stat does, for many folders and few, with links in them', () => {
  const paths = [
    'b.md',
    'sub',
    'sub/x.md',
    'sub/none',
    'none',
    'none/x',
    'b.md/x',
    'in/x.md',
    'out',
    'out/secret',
  ]
  fs.symlinkSync('sub', join(root, 'in'))
  fs.symlinkSync(base, join(root, 'out'))
  fs.symlinkSync('b.md', join(root, 'link.md'))
  fs.symlinkSync('../secret', join(root, 'secret.md'))
  for (let at = 0; at < 80; at++) {
    const folder = join(root, 'many', String(at))
    fs.mkdirSync(folder, { recursive: true })
    fs.writeFileSync(join(folder, 'x'), String(at))
    if (at % 7 === 3) fs.symlinkSync(at % 2 ? base : folder, join(root, 'many', `link${at}`))
    paths.push(`many/${at}/x`, `many/link${at}/x`, `many/link${at}/secret`)
  }
  const host = hostOf()
  const all = [...paths, 'link.md', 'secret.md', 'a\0b', 'n'.repeat(5000)]
  expect(host.stats(root, all)).toEqual(all.map((path) => host.stat(`${root}/${path}`)))
  expect(host.stats(`${root}/many`, ['1/x'])).toEqual([host.stat(`${root}/many/1/x`)])
  expect(host.stats(`${root}/out`, ['secret'])).toEqual([undefined])
  expect(host.stats(base, ['secret', 'site/b.md'])[0]?.kind).toBe('file')
})

test('a write that fails leaves nothing behind and says why', () => {
  const host = hostOf()
  expect(() => host.write(`${root}/sub`, bytes('x'))).toThrow(HostError)
  expect(() => host.write(`${root}/b.md/x`, bytes('x'))).toThrow('a part of the path is a file')
  expect(() => host.write(`${root}/${'n'.repeat(300)}`, bytes('x'))).toThrow('the name is too long')
  expect(fs.readdirSync(root).filter(isTemporaryName)).toEqual([])
  expect(fs.readdirSync(root)).toEqual(['B.md', 'b.md', 'sub'])
})

test('a link in the place of a written file is replaced, not followed', () => {
  fs.symlinkSync('../secret', join(root, 'page.html'))
  hostOf().write(`${root}/page.html`, bytes('page'))
  expect(fs.readFileSync(join(base, 'secret'), 'utf8')).toBe('secret')
  expect(fs.lstatSync(join(root, 'page.html')).isFile()).toBe(true)
})

test('remove takes files and removeFolder empty folders; absence is no error', () => {
  const host = hostOf()
  host.removeFolder(`${root}/sub`)
  expect(() => host.remove(`${root}/sub`)).toThrow(HostError)
  host.remove(`${root}/sub/x.md`)
  host.remove(`${root}/sub/x.md`)
  host.removeFolder(`${root}/sub`)
  host.removeFolder(`${root}/sub`)
  expect(fs.existsSync(join(root, 'sub'))).toBe(false)
})

test.skipIf(process.getuid?.() !== 0)('D8 D6 what may not be read is an error in plain words', () => {
  const host = hostOf()
  fs.chmodSync(base, 0o755)
  fs.chmodSync(join(root, 'b.md'), 0o000)
  process.seteuid?.(65534)
  try {
    expect(() => host.read(`${root}/b.md`)).toThrow(
      expect.objectContaining({
        name: 'HostError',
        code: 'EACCES',
        reason: 'permission denied',
        path: `${root}/b.md`,
      }),
    )
    expect(() => host.write(`${root}/new`, bytes(''))).toThrow('permission denied')
  } finally {
    process.seteuid?.(0)
  }
})

test('resolvePath follows the links of what exists', () => {
  fs.symlinkSync('sub', join(root, 'alias'))
  expect(resolvePath(`${root}/alias/not/yet`)).toBe(`${root}/sub/not/yet`)
  expect(resolvePath(`${root}/not/yet`)).toBe(`${root}/not/yet`)
})

describe('run', () => {
  test('is native, loads the same text once, and mends a damaged copy', async () => {
    const host = hostOf()
    const code = `import { dep } from ${JSON.stringify(`file://${root}/dep.mjs`)}
      export const url = import.meta.url; export const env = import.meta.env; export const box = { dep }`
    fs.writeFileSync(join(root, 'dep.mjs'), 'export const dep = 1')
    const first = await host.run(code, 'layouts/post.tsx')
    expect(first).toMatchObject({ env: undefined, box: { dep: 1 } })
    expect(first.url).toMatch(/\/\.blog-build\/code\/layouts_post\.tsx-[0-9a-f]{16}\.mjs$/)
    const file = new URL(String(first.url))
    fs.writeFileSync(file, 'export const box = "evil"')
    expect((await hostOf().run(code, 'layouts/post.tsx')).box).toBe(first.box)
    expect(fs.readFileSync(file, 'utf8')).toBe(code)
  })

  test('keeps the newest 20 modules of earlier sessions', async () => {
    const folder = join(root, '.blog-build', 'code')
    fs.mkdirSync(folder, { recursive: true })
    for (let index = 10; index < 40; index++) {
      fs.writeFileSync(join(folder, `${index}.mjs`), '')
      fs.utimesSync(join(folder, `${index}.mjs`), index, index)
    }
    await hostOf().run('export default 1', 'x')
    const names = fs.readdirSync(folder).filter((name) => !name.startsWith('x-'))
    expect(names.sort()).toEqual(Array.from({ length: 20 }, (_, index) => `${index + 20}.mjs`))
  })

  test('D9 works where nothing can be written', async () => {
    fs.writeFileSync(join(root, 'file'), '')
    const host = createNodeHost({ root, cache: `${root}/file` })
    expect((await host.run('export default 7', 'x')).default).toBe(7)
  })
})
