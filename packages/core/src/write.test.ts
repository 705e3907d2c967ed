import * as fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { HostError } from './host/error.js'
import { createMemoryHost, type MemoryHost } from './host/memory.js'
import { createNodeHost } from './host/node.js'
import { manifestPath } from './manifest.js'
import type { Host, Output } from './model.js'
import { type PublishOptions, publish } from './write.js'

type Tree = Record<string, string>
const bytes = (text: string) => new TextEncoder().encode(text)
const text = (body: Uint8Array | undefined) =>
  body === undefined ? undefined : new TextDecoder().decode(body)

/** Publishes a tree of path → text; `/path` is the address of `path`. */
function publishTree(host: Host, tree: Tree, options: Partial<PublishOptions> = {}, root = '/site') {
  const outputs = Object.keys(tree).map((path): Output => {
    return { path, hash: `h:${tree[path]}`, owner: 'core', url: `/${path}` }
  })
  return publish({
    host,
    root,
    out: `${root}/dist`,
    manifestPath: manifestPath(root, `${root}/dist`),
    outputs,
    bytes: ({ path }) => bytes(tree[path] ?? ''),
    adopt: false,
    ...options,
  })
}

/** The files below a folder. */
function treeOf(host: Host, folder = '/site/dist', prefix = ''): Tree {
  const tree: Tree = {}
  for (const { name, kind } of host.list(folder) ?? []) {
    if (kind === 'folder') Object.assign(tree, treeOf(host, `${folder}/${name}`, `${prefix}${name}/`))
    else tree[prefix + name] = text(host.read(`${folder}/${name}`)) ?? ''
  }
  return tree
}

const rulesOf = ({ messages }: { messages: { rule: string }[] }) => messages.map(({ rule }) => rule)

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
    for (const damaged of [whole.replace('"a"', '"../a"'), whole.slice(0, -9), '', whole.replace('1', '2')]) {
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

test('D10 a change of case alone, killed at every call', async () => {
  const trees: Tree[] = [
    { 'About/x': '1', 'Top.html': '1' },
    { 'about/x': '1', 'top.html': '1' },
  ]
  const lower = (tree: Tree = {}) =>
    Object.fromEntries(Object.entries(tree).map(([path, body]) => [path.toLowerCase(), body]))
  for (let k = 1; k < 12; k++) {
    for (const next of trees) {
      const memory = createMemoryHost()
      const host = ignoringCase(memory)
      await publishTree(host, trees[0] ?? {})
      await wasKilled(publishTree(brokenAt(host, k), trees[1] ?? {}))
      expect((await publishTree(host, next)).messages).toEqual([])
      expect(lower(treeOf(memory))).toEqual(lower(next))
    }
  }
})

describe('failures', () => {
  test('D5 D6 are told in plain words, and the next publish completes', async () => {
    const host = createMemoryHost()
    await publishTree(host, { a: '1', z: '1' })
    const full = {
      ...host,
      write: (path: string, body: Uint8Array) => {
        if (path.endsWith('/m')) throw new HostError(path, 'ENOSPC')
        host.write(path, body)
      },
    }
    const { messages } = await publishTree(full, { a: '2', m: '2', z: '2' })
    expect(messages).toMatchObject([{ rule: 'output-write-failed', severity: 'error', path: 'dist/m' }])
    expect(messages[0]?.text).toBe('Publishing stopped at "dist/m": the disk is full.')
    expect(treeOf(host)).toEqual({ a: '2', z: '1' })
    await publishTree(host, { a: '2', m: '2', z: '2' })
    expect(treeOf(host)).toEqual({ a: '2', m: '2', z: '2' })
  })

  test('of `bytes` are thrown', async () => {
    const host = createMemoryHost()
    await expect(
      publishTree(host, { a: '1' }, { bytes: () => Promise.reject(new Error('no')) }),
    ).rejects.toThrow('no')
    expect((await publishTree(host, { a: '1' })).messages).toEqual([])
  })
})

const BEFORE: Tree = {
  same: '1',
  changed: '1',
  'gone/deep/x': '1',
  gone2: '1',
  file: '1',
  'folder/x/y': '1',
  A: '1',
}
const AFTER: Tree = {
  same: '1',
  changed: '2',
  new: '1',
  'new2/deep/y': '1',
  'file/x': '2',
  folder: '2',
  a: '2',
}
const THIRD: Tree = { same: '3', other: '1', 'gone/deep/x': '3', 'file/y': '3', 'folder/x/y': '1' }

describe('killed at every call', () => {
  test.each([
    ['the same', AFTER],
    ['the old', BEFORE],
    ['other', THIRD],
  ])('then %s outputs are published', async (_name, next) => {
    let points = 0
    for (let k = 1; ; k++, points++) {
      const host = createMemoryHost()
      await publishTree(host, BEFORE)
      host.set('/site/dist/gone/mine', 'mine')
      host.set('/site/dist/CNAME', 'mine')
      const isKilled = await wasKilled(publishTree(brokenAt(host, k), AFTER))
      if (!isKilled) break
      for (const [path, body] of Object.entries(treeOf(host)))
        expect(['mine', BEFORE[path], AFTER[path]]).toContain(body)
      expect((await publishTree(host, next)).messages).toEqual([])
      expect(treeOf(host), `killed at call ${k}`).toEqual({ ...next, 'gone/mine': 'mine', CNAME: 'mine' })
      expect(emptyFolders(host, '/site/dist')).toEqual([])
    }
    expect(points).toBeGreaterThan(12)
  })

  test('also the first one, and again and again', async () => {
    for (let k = 1; k < 12; k++) {
      const host = createMemoryHost()
      for (let time = 0; time < 3; time++)
        await wasKilled(publishTree(brokenAt(host, k + time), time % 2 ? THIRD : AFTER))
      expect((await publishTree(host, BEFORE)).messages).toEqual([])
      expect(treeOf(host)).toEqual(BEFORE)
    }
  })

  test('random trees, kills, edits and foreign files', async () => {
    const path = fc.constantFrom('a', 'a/b', 'a/b/c', 'A', 'd/e', 'd/f', 'g')
    const tree = fc.dictionary(path, fc.constantFrom('1', '2'))
    const round = fc.record({
      tree,
      kill: fc.nat(20),
      edit: fc.option(path),
      foreign: fc.option(fc.constantFrom('g', 'd/own', 'own')),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(round, { maxLength: 8 }), async (rounds) => {
        const host = createMemoryHost()
        for (const step of rounds) await playRound(host, step)
      }),
      { numRuns: process.env.SOAK ? 20_000 : 500 },
    )
  })
})

/** One publish after some mischief, killed at some call, then repeated: the tree must be exact. */
async function playRound(
  host: MemoryHost,
  step: { tree: Tree; kill: number; edit: string | null; foreign: string | null },
) {
  if (step.edit !== null && host.stat(`/site/dist/${step.edit}`)?.kind === 'file')
    host.set(`/site/dist/${step.edit}`, 'edited')
  const owned = ownedBy(host)
  const path = `/site/dist/${step.foreign}`
  const isFree = host.stat(path) === undefined && !owned.has(step.foreign ?? '') && owned.size > 0
  if (step.foreign !== null && isFree && host.stat('/site/dist/d')?.kind !== 'file') host.set(path, 'foreign')
  const foreign = Object.entries(treeOf(host)).filter(([name]) => !owned.has(name))
  const before = treeOf(host)
  const killed = await wasKilled(publishTree(brokenAt(host, step.kill + 1), step.tree))
  const { messages } = await publishTree(host, step.tree)
  if (messages.length > 0) {
    expect(killed).toBe(false)
    expect(treeOf(host)).toEqual(before)
  } else {
    expect(treeOf(host)).toEqual({ ...step.tree, ...Object.fromEntries(foreign) })
    expect(emptyFolders(host, '/site/dist')).toEqual([])
  }
}

function ownedBy(host: Host): Set<string> {
  const body = text(host.read(manifestPath('/site', '/site/dist')))?.split('\n')[1]
  const files = body === undefined ? [] : (JSON.parse(body) as { files: Output[] }).files
  return new Set(files.map((file) => file.path))
}

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

  test('killed at every call, temporary files left behind', async () => {
    for (let k = 1; ; k++) {
      fs.rmSync(base, { recursive: true })
      fs.mkdirSync(base)
      const host = hostOf()
      await publishTree(host, BEFORE, {}, base)
      fs.writeFileSync(join(base, 'dist/CNAME'), 'mine')
      const torn = (path: string) => {
        const folder = path.slice(0, path.lastIndexOf('/'))
        fs.mkdirSync(folder, { recursive: true })
        fs.writeFileSync(`${folder}/.blog-build-1-1`, 'half')
      }
      const isKilled = await wasKilled(publishTree(brokenAt(host, k, torn), AFTER, {}, base))
      if (!isKilled) break
      expect((await publishTree(host, THIRD, {}, base)).messages).toEqual([])
      expect(treeOf(host, `${base}/dist`), `killed at call ${k}`).toEqual({ ...THIRD, CNAME: 'mine' })
    }
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

class Killed extends Error {}

async function wasKilled(run: Promise<unknown>): Promise<boolean> {
  try {
    await run
    return false
  } catch (error) {
    if (error instanceof Killed) return true
    throw error
  }
}

/** A host that dies at its k-th change of the disk. */
function brokenAt(host: Host, k: number, torn: (path: string) => void = () => {}): Host {
  let calls = 0
  const step = (path: string, run: () => void, isWrite = false) => {
    calls++
    if (calls === k && isWrite) torn(path)
    if (calls >= k) throw new Killed(`killed at call ${k}: ${path}`)
    run()
  }
  return {
    ...host,
    write: (path, body) => step(path, () => host.write(path, body), true),
    remove: (path) => step(path, () => host.remove(path)),
    removeFolder: (path) => step(path, () => host.removeFolder(path)),
  }
}

/** A disk on which `A` and `a` are one file, with the name that it had first. */
function ignoringCase(host: MemoryHost): Host {
  const real = (path: string): string => {
    let found = ''
    for (const part of path.split('/').slice(1)) {
      const names = host.list(found || '/') ?? []
      found += `/${names.find(({ name }) => name.toLowerCase() === part.toLowerCase())?.name ?? part}`
    }
    return found
  }
  return {
    ...host,
    read: (path) => host.read(real(path)),
    stat: (path) => host.stat(real(path)),
    list: (path) => host.list(real(path)),
    write: (path, body) => host.write(real(path), body),
    remove: (path) => host.remove(real(path)),
    removeFolder: (path) => host.removeFolder(real(path)),
  }
}

function emptyFolders(host: Host, folder: string): string[] {
  const items = host.list(folder) ?? []
  const inside = items
    .filter(({ kind }) => kind === 'folder')
    .flatMap(({ name }) => emptyFolders(host, `${folder}/${name}`))
  return items.length === 0 && folder !== '/site/dist' ? [folder, ...inside] : inside
}

function fail(): never {
  throw new Error('not to be called')
}
