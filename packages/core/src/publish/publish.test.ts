import * as fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  AFTER,
  BEFORE,
  brokenAt,
  ignoringCase,
  publishTree,
  rulesOf,
  type Tree,
  text,
  treeOf,
} from '../../test/publish-kit.js'
import { createMemoryHost } from '../host/memory.js'
import { createNodeHost } from '../host/node.js'
import { manifestPath } from './place.js'

describe('publish', () => {
  test('writes a new folder, and says what was added', async () => {
    const host = createMemoryHost({ '/site/content/a.md': '' })
    const { value, messages } = await publishTree(host, { 'b/index.html': 'b', 'a.html': 'a' })
    expect(messages).toEqual([])
    expect(value).toEqual({
      changed: { added: ['/a.html', '/b/index.html'], changed: [], removed: [] },
      written: 2,
      unchanged: 0,
      removed: 0,
      bytesWritten: 2,
    })
    expect(treeOf(host)).toEqual({ 'a.html': 'a', 'b/index.html': 'b' })
    expect(text(host.read('/site/.blog-build/.gitignore'))).toBe('*\n')
  })

  test('touches nothing, asks for no bytes and writes no manifest when all is right', async () => {
    const host = createMemoryHost()
    await publishTree(host, { a: '1', 'b/c': '2' })
    const before = host.files()
    const time = host.stat('/site/dist/a')?.mtime
    const { value } = await publishTree(brokenAt(host, 1), { a: '1', 'b/c': '2' }, { bytes: () => fail() })
    expect(value).toMatchObject({ written: 0, unchanged: 2, removed: 0 })
    expect(host.files()).toEqual(before)
    expect(host.stat('/site/dist/a')?.mtime).toBe(time)
  })

  test('writes what changed, removes what vanished, with its empty folders', async () => {
    const host = createMemoryHost()
    await publishTree(host, { same: '1', changed: '1', 'x/y/gone': '1', 'x/stays': '1' })
    const time = host.stat('/site/dist/same')?.mtime
    const { value } = await publishTree(host, { same: '1', changed: '2', 'x/stays': '1', new: '1' })
    expect(value).toEqual({
      changed: { added: ['/new'], changed: ['/changed'], removed: ['/x/y/gone'] },
      written: 2,
      unchanged: 2,
      removed: 1,
      bytesWritten: 2,
    })
    expect(treeOf(host)).toEqual({ same: '1', changed: '2', 'x/stays': '1', new: '1' })
    expect(host.list('/site/dist/x')).toEqual([{ name: 'stays', kind: 'file' }])
    expect(host.stat('/site/dist/same')?.mtime).toBe(time)
  })

  test('an address that moves to another file has changed', async () => {
    const host = createMemoryHost()
    const output = (path: string) => [{ path, hash: '1', owner: 'core', url: '/a/' }]
    await publishTree(host, {}, { outputs: output('a.html') })
    const { value } = await publishTree(host, {}, { outputs: output('a/index.html') })
    expect(value.changed).toEqual({ added: [], changed: ['/a/'], removed: [] })
  })

  test('restores what someone edited or deleted, keeps what was only touched', async () => {
    const host = createMemoryHost()
    const tree = { edited: '1', deleted: '1', touched: '1' }
    await publishTree(host, tree)
    host.set('/site/dist/edited', 'x')
    host.delete('/site/dist/deleted')
    host.set('/site/dist/touched', '1')
    const time = host.stat('/site/dist/touched')?.mtime
    const { value } = await publishTree(host, tree)
    expect(value.changed).toEqual({ added: ['/deleted'], changed: ['/edited'], removed: [] })
    expect(treeOf(host)).toEqual(tree)
    expect(host.stat('/site/dist/touched')?.mtime).toBe(time)
    expect((await publishTree(brokenAt(host, 1), tree)).value.written).toBe(0)
  })

  test('keepVanished leaves files that stay ours', async () => {
    const host = createMemoryHost()
    await publishTree(host, { a: '1', b: '1' })
    const { value } = await publishTree(host, { a: '2' }, { keepVanished: true })
    expect(value.changed).toEqual({ added: [], changed: ['/a'], removed: [] })
    expect(treeOf(host)).toEqual({ a: '2', b: '1' })
    await publishTree(brokenAt(host, 1), { a: '2' }, { keepVanished: true })
    expect((await publishTree(host, { a: '2' })).value.changed.removed).toEqual(['/b'])
  })

  test('I5 a file becomes a folder, and back', async () => {
    const host = createMemoryHost()
    for (const tree of [{ a: '1' }, { 'a/b/c': '2' }, { 'a/b': '3' }, { a: '4' }] as Tree[]) {
      expect((await publishTree(host, tree)).messages).toEqual([])
      expect(treeOf(host)).toEqual(tree)
    }
  })
})

describe('I3 foreign files', () => {
  test('stay beside ours', async () => {
    const host = createMemoryHost()
    await publishTree(host, { 'a/b': '1' })
    host.set('/site/dist/CNAME', 'x')
    host.set('/site/dist/a/mine', 'x')
    await publishTree(host, { c: '1' })
    expect(treeOf(host)).toEqual({ CNAME: 'x', 'a/mine': 'x', c: '1' })
  })

  test('in a folder that was never ours need --adopt', async () => {
    const host = createMemoryHost({ '/site/dist/index.html': 'old', '/site/dist/CNAME': 'x' })
    const before = host.files()
    const refused = await publishTree(host, { 'index.html': 'new' })
    expect(refused.messages).toMatchObject([{ rule: 'output-not-ours', severity: 'error', path: 'dist' }])
    expect(refused.messages[0]?.remedy).toContain('--adopt')
    expect(host.files()).toEqual(before)
    const adopted = await publishTree(host, { 'index.html': 'new', n: '1' }, { adopt: true })
    expect(adopted.value.changed).toEqual({ added: ['/n'], changed: ['/index.html'], removed: [] })
    expect(treeOf(host)).toEqual({ 'index.html': 'new', CNAME: 'x', n: '1' })
    await publishTree(host, {})
    expect(treeOf(host)).toEqual({ CNAME: 'x' })
  })

  test('a damaged manifest is none', async () => {
    const host = createMemoryHost()
    await publishTree(host, { a: '1' })
    const path = manifestPath('/site', '/site/dist')
    const whole = text(host.read(path)) ?? ''
    for (const damaged of [
      whole.replace('"a"', '"../a"'),
      whole.slice(0, 120),
      '',
      whole.replace('2', '3'),
    ]) {
      host.set(path, damaged)
      expect(rulesOf(await publishTree(host, { a: '1' }))).toEqual(['output-not-ours'])
    }
  })

  test('in the place of a new output are an error, replaced only with --adopt', async () => {
    const host = createMemoryHost()
    await publishTree(host, { a: '1' })
    host.set('/site/dist/new', 'mine')
    const before = host.files()
    const refused = await publishTree(host, { a: '2', new: '1' })
    expect(rulesOf(refused)).toEqual(['output-foreign-file'])
    expect(refused.messages[0]?.remedy).toContain('--adopt')
    expect(host.files()).toEqual(before)
    await publishTree(host, { a: '2', new: '1' }, { adopt: true })
    expect(treeOf(host)).toEqual({ a: '2', new: '1' })
  })

  test('where a folder is needed, or in a folder where a file is, are an error even with --adopt', async () => {
    const host = createMemoryHost()
    await publishTree(host, { a: '1', 'd/ours': '1' })
    host.set('/site/dist/file', 'mine')
    host.set('/site/dist/d/mine', 'mine')
    const before = host.files()
    const refused = await publishTree(host, { d: '1', 'file/x': '1' }, { adopt: true })
    expect(refused.messages.map(({ text }) => /"(file|d\/mine)" in the output/.exec(text)?.[1])).toEqual([
      'd/mine',
      'file',
    ])
    expect(host.files()).toEqual(before)
  })
})

test('B1 an output folder that holds the project is refused, and so is a file', async () => {
  const host = createMemoryHost({ '/site/x': '1' })
  for (const out of ['/site', '/']) {
    expect(rulesOf(await publishTree(host, { a: '1' }, { out, adopt: true }))).toEqual([
      'output-holds-project',
    ])
  }
  expect(rulesOf(await publishTree(host, { a: '1' }, { out: '/site/x' }))).toEqual(['output-not-a-folder'])
  expect([...host.files().keys()]).toEqual(['/site/x'])
})

test("B1 a folder of the author's is refused, by whatever link it is reached", async () => {
  const host = createMemoryHost({ '/site/content/x.md': '1', '/site/public/x': '1' })
  const before = host.files()
  for (const out of ['/site/content', '/site/content/posts', '/site/public']) {
    const refused = await publishTree(host, { a: '1' }, { out, adopt: true })
    expect(rulesOf(refused)).toEqual(['output-holds-project'])
    expect(refused.messages[0]?.text).toContain('which is yours')
  }
  expect(host.files()).toEqual(before)
})

test('improper and clashing paths are refused before anything is touched', async () => {
  const host = createMemoryHost()
  expect(rulesOf(await publishTree(host, { '../x': '1', 'a/b': '1', a: '1' }))).toEqual([
    'output-path-outside',
    'output-file-folder',
  ])
  expect(host.files().size).toBe(0)
})

test('D10 a change of case alone, on a disk that ignores case', async () => {
  const memory = createMemoryHost()
  const host = ignoringCase(memory)
  await publishTree(host, { 'About/x': '1', 'Top.html': '1' })
  expect((await publishTree(host, { 'about/x': '1', 'top.html': '2' })).messages).toEqual([])
  expect(treeOf(memory)).toEqual({ 'about/x': '1', 'top.html': '2' })
  memory.set('/site/dist/CNAME', 'mine')
  expect(rulesOf(await publishTree(host, { cname: '1' }))).toEqual(['output-foreign-file'])
  await publishTree(host, {})
  expect(treeOf(memory)).toEqual({ CNAME: 'mine' })
})

describe('on a disk', () => {
  let base = ''
  beforeEach(() => {
    base = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'publish-')))
  })
  afterEach(() => fs.rmSync(base, { recursive: true, force: true }))
  const hostOf = () => createNodeHost({ root: base, cache: join(base, '.blog-build') })

  test('publishes, keeps times, and removes', async () => {
    const host = hostOf()
    await publishTree(host, BEFORE, {}, base)
    const time = fs.statSync(join(base, 'dist/same')).mtimeMs
    expect((await publishTree(host, AFTER, {}, base)).messages).toEqual([])
    expect(treeOf(host, `${base}/dist`)).toEqual(AFTER)
    expect(fs.statSync(join(base, 'dist/same')).mtimeMs).toBe(time)
    expect((await publishTree(brokenAt(host, 1), AFTER, {}, base)).value.unchanged).toBe(
      Object.keys(AFTER).length,
    )
  })

  test('D1 a link out of the project in the output folder is not written through', async () => {
    const host = hostOf()
    await publishTree(host, { a: '1' }, {}, base)
    fs.symlinkSync(tmpdir(), join(base, 'dist/assets'))
    expect(rulesOf(await publishTree(host, { a: '1', 'assets/x': '1' }, { adopt: true }, base))).toEqual([
      'output-foreign-file',
    ])
    expect(fs.existsSync(join(tmpdir(), 'x'))).toBe(false)
  })
})

function fail(): never {
  throw new Error('not to be called')
}
