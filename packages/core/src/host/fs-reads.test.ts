import * as fs from 'node:fs'
import defaultFs, { existsSync, promises, readFileSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ReadKind, recordReads, unrecorded } from './fs-reads.js'

let folder = ''
let file = ''

beforeAll(() => {
  folder = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'fs-reads-')))
  file = join(folder, 'a.txt')
  fs.writeFileSync(file, 'a')
  fs.writeFileSync(join(folder, 'b.txt'), 'b')
})
afterAll(() => fs.rmSync(folder, { recursive: true }))

async function readsOf(run: () => unknown): Promise<[ReadKind, string][]> {
  const reads: [ReadKind, string][] = []
  await recordReads((kind, path) => reads.push([kind, path]), run)
  return reads
}

const callback = (start: (done: (error: unknown) => void) => void) =>
  new Promise<void>((done) => start(() => done()))

test.each<[string, ReadKind, () => unknown]>([
  ['readFileSync, a named import', 'file', () => readFileSync(file, 'utf8')],
  ['readFileSync with a URL', 'file', () => readFileSync(pathToFileURL(file))],
  ['readFileSync with a Buffer', 'file', () => readFileSync(Buffer.from(file))],
  ['readFile', 'file', () => callback((done) => defaultFs.readFile(file, 'utf8', done))],
  ['promises.readFile', 'file', () => promises.readFile(file)],
  ['fs/promises', 'file', () => readFile(file)],
  ['promisify', 'file', () => promisify(fs.readFile)(file)],
  ['openSync', 'file', () => fs.closeSync(fs.openSync(file, 'r'))],
  ['openSync with a number', 'file', () => fs.closeSync(fs.openSync(file, fs.constants.O_RDONLY))],
  ['promises.open', 'file', async () => (await promises.open(file)).close()],
  [
    'open',
    'file',
    () => callback((done) => fs.open(file, (error, handle) => fs.close(handle, () => done(error)))),
  ],
  ['createReadStream', 'file', async () => void (await fs.createReadStream(file).toArray())],
  ['copyFileSync', 'file', () => fs.copyFileSync(file, join(folder, 'copy'))],
  ['existsSync', 'stat', () => existsSync(file)],
  ['statSync', 'stat', () => statSync(file)],
  ['lstatSync', 'link', () => fs.lstatSync(file)],
  ['stat', 'stat', () => callback((done) => fs.stat(file, done))],
  ['promises.stat', 'stat', () => promises.stat(file)],
  ['promises.access', 'stat', () => promises.access(file)],
  ['accessSync', 'stat', () => fs.accessSync(file)],
  ['realpathSync', 'link', () => fs.realpathSync(file)],
])('tells of %s once', async (_name, kind, run) => {
  expect(await readsOf(run)).toEqual([[kind, file]])
})

test.each<[string, () => unknown]>([
  ['readdirSync', () => fs.readdirSync(folder)],
  ['readdir', () => callback((done) => fs.readdir(folder, done))],
  ['promises.readdir', () => promises.readdir(folder)],
  ['opendirSync', () => fs.opendirSync(folder).closeSync()],
])('tells of a folder: %s', async (_name, run) => {
  expect(await readsOf(run)).toEqual([['folder', folder]])
})

test('tells of exists, twice where Node does it through access', async () => {
  expect(new Set((await readsOf(() => promisify(fs.exists)(file))).map(String))).toEqual(
    new Set([`stat,${file}`]),
  )
})

test('tells of what is absent, and of relative paths from the root of the disk', async () => {
  const none = join(folder, 'none')
  expect(await readsOf(() => readFile(none).catch(() => 'absent'))).toEqual([['file', none]])
  expect(await readsOf(() => existsSync('some/../x'))).toEqual([['stat', join(process.cwd(), 'x')]])
})

test('tells of no writes, handles or nonsense, and hides no error', async () => {
  const reads = await readsOf(() => {
    fs.writeFileSync(join(folder, 'w'), 'w')
    fs.closeSync(fs.openSync(join(folder, 'w'), 'w'))
    const handle = unrecorded(() => fs.openSync(file, 'r'))
    fs.readFileSync(handle)
    fs.closeSync(handle)
    expect(() => readFileSync(undefined as unknown as string)).toThrow(TypeError)
    expect(() => readFileSync(new URL('https://example.org/'))).toThrow(TypeError)
    expect(() => readFileSync('a\0b')).toThrow(TypeError)
    expect(existsSync('a\0b')).toBe(false)
  })
  expect(reads).toEqual([])
})

test('keeps apart two recorders at once, after awaits, timers and callbacks', async () => {
  const plugin = async (name: string) => {
    await sleep(name === 'a.txt' ? 2 : 1)
    readFileSync(join(folder, name))
    await Promise.all([
      callback((done) => setTimeout(() => fs.readFile(join(folder, name), done), 1)),
      sleep(3),
    ])
    await readFile(join(folder, name))
  }
  const [a, b] = await Promise.all([readsOf(() => plugin('a.txt')), readsOf(() => plugin('b.txt'))])
  expect(a).toEqual(Array(3).fill(['file', file]))
  expect(b).toEqual(Array(3).fill(['file', join(folder, 'b.txt')]))
})

test('tells nothing outside, of `unrecorded`, and an outer recorder nothing of an inner one', async () => {
  const outer = await readsOf(async () => {
    await readsOf(() => readFileSync(file))
    unrecorded(() => readFileSync(file))
    await unrecorded(() => readFile(file))
  })
  readFileSync(file)
  expect(outer).toEqual([])
})

test('returns what the function returns and throws what it throws', () => {
  expect(
    recordReads(
      () => {},
      () => readFileSync(file, 'utf8'),
    ),
  ).toBe('a')
  expect(() =>
    recordReads(
      () => {},
      () => readFileSync(join(folder, 'none')),
    ),
  ).toThrow('ENOENT')
})

test('keeps the shape of the functions', () => {
  expect([fs.readFileSync.name, fs.readFileSync.length]).toEqual(['readFileSync', 2])
  expect(fs.realpathSync.native(file)).toBe(file)
})

test('leaves out the loading of packages, but not what they read', async () => {
  const home = join(folder, 'node_modules', 'p')
  fs.mkdirSync(home, { recursive: true })
  fs.writeFileSync(join(home, 'package.json'), '{"name":"p","main":"index.cjs"}')
  fs.writeFileSync(join(home, 'data.json'), '1')
  fs.writeFileSync(
    join(home, 'index.cjs'),
    `require('./data.json'); module.exports = () => require('fs').readFileSync(${JSON.stringify(file)}, 'utf8')`,
  )
  const require = createRequire(join(folder, 'x.js'))
  const reads = await readsOf(async () => {
    expect(require('p')()).toBe('a')
    await import(/* @vite-ignore */ pathToFileURL(join(home, 'index.cjs')).href)
  })
  expect(reads).toEqual([['file', file]])
})

test('leaves out the loading of our own packages, wherever they lie', async () => {
  const packages = new URL('../../../', import.meta.url)
  const [chunk, source] = ['plugins/dist/no-such-chunk.js', 'plugins/package.json']
  const reads = await readsOf(() => {
    expect(() => fs.readFileSync(new URL(chunk, packages))).toThrow('ENOENT')
    fs.readFileSync(new URL(source, packages))
  })
  expect(reads).toEqual([['file', fileURLToPath(new URL(source, packages))]])
})
