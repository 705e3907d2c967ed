import { describe, expect, test } from 'vitest'
import {
  AFTER,
  BEFORE,
  brokenAt,
  bytes,
  leftovers,
  outputsIn,
  publishTree,
  rulesOf,
  THIRD,
  type Tree,
  treeOf,
  twoDisks,
  wasKilled,
} from '../../test/publish-kit.js'
import { HostError } from '../host/error.js'
import { createMemoryHost } from '../host/memory.js'
import type { Host } from '../model.js'
import { openStage, type Stage } from './stage.js'

const target = (host: Host) => ({ host, root: '/site', out: '/site/dist', pause: async () => {} })
const putAll = (stage: Stage, tree: Tree) => {
  for (const { path, hash } of outputsIn(tree)) stage.put({ path, hash }, bytes(tree[path] ?? ''))
}
const refuse = () => {
  throw new Error('not to be called')
}

test('what is staged while it is made is not asked for', async () => {
  const host = createMemoryHost()
  await publishTree(host, BEFORE)
  const stage = await openStage(target(host))
  expect(host.list('/site/.blog-build/stage/')).toEqual([])
  const { a = '', ...rest } = AFTER
  putAll(stage, rest)
  expect([stage.has('new', 'h:1'), stage.has('new', 'h:2'), stage.has('a', 'h:2')]).toEqual([
    true,
    false,
    false,
  ])
  const asked: string[] = []
  const { value } = await publishTree(host, AFTER, {
    stage,
    bytes: ({ path }) => {
      asked.push(path)
      return bytes(a)
    },
  })
  expect(asked).toEqual(['a'])
  expect(value).toMatchObject({ written: 6, unchanged: 1 })
  expect(treeOf(host)).toEqual(AFTER)
  expect(leftovers(host)).toEqual([])
})

test('a first publish into no folder is one rename', async () => {
  const host = createMemoryHost()
  const renames: string[] = []
  const counting = {
    ...host,
    rename(from: string, to: string) {
      renames.push(to)
      host.rename(from, to)
    },
  }
  const stage = await openStage(target(counting))
  putAll(stage, AFTER)
  await publishTree(counting, AFTER, { stage, bytes: refuse })
  expect(renames.filter((path) => path.startsWith('/site/dist'))).toEqual(['/site/dist'])
  await publishTree(counting, { ...AFTER, 'posts/x/y': '1', 'posts/z': '1' })
  expect(renames.filter((path) => path.startsWith('/site/dist')).slice(1)).toEqual(['/site/dist/posts'])
})

test('what is staged and not needed is left out, with its folders', async () => {
  const host = createMemoryHost()
  await publishTree(host, { same: '1', touched: '1' })
  host.set('/site/dist/touched', '1')
  const stage = await openStage(target(host))
  putAll(stage, { same: '1', touched: '1', stale: '1', 'p/q/stale': '1', 'p/new': '1' })
  const { value } = await publishTree(
    host,
    { same: '1', touched: '1', 'p/new': '1' },
    { stage, bytes: refuse },
  )
  expect(value).toMatchObject({ written: 1, unchanged: 2 })
  expect(treeOf(host)).toEqual({ same: '1', touched: '1', 'p/new': '1' })
  expect(host.list('/site/dist/p')).toEqual([{ name: 'new', kind: 'file' }])
})

test('the latest bytes of a path count', async () => {
  const host = createMemoryHost()
  const stage = await openStage(target(host))
  putAll(stage, { a: '1' })
  putAll(stage, { a: '2' })
  await publishTree(host, { a: '2' }, { stage, bytes: refuse })
  expect(treeOf(host)).toEqual({ a: '2' })
})

test('paths that can be no outputs are not written, and told by publish alone', async () => {
  const host = createMemoryHost()
  const stage = await openStage(target(host))
  putAll(stage, { '../../x': '1', '/etc/x': '1', a: '1', 'a/b': '1' })
  expect([...host.files().keys()]).toEqual(['/site/.blog-build/stage/bcae0416621b3db4/files/a'])
  expect(stage.failure).toBeUndefined()
  expect(rulesOf(await publishTree(host, { '../../x': '1', a: '1', 'a/b': '1' }, { stage }))).toEqual([
    'output-path-outside',
    'output-file-folder',
  ])
  expect((await publishTree(host, { 'a/b': '1' }, { stage })).messages).toEqual([])
  expect(treeOf(host)).toEqual({ 'a/b': '1' })
})

test('D5 a disk that fails while pages are made is told by publish, once', async () => {
  const host = createMemoryHost()
  const full = {
    ...host,
    create: (path: string): never => {
      throw new HostError(path, 'ENOSPC')
    },
  }
  const stage = await openStage(target(full))
  expect(stage.put({ path: 'a', hash: '1' }, bytes('1'))?.code).toBe('ENOSPC')
  expect(stage.put({ path: 'b', hash: '1' }, bytes('1'))?.path).toBe('/site/dist/a')
  const { messages } = await publishTree(full, { a: '1', b: '1' }, { stage, bytes: refuse })
  expect(messages.map(({ text }) => text)).toEqual(['Publishing stopped at "dist/a": the disk is full.'])
})

describe('lies', () => {
  const places = async (host: Host, options = {}) => {
    const stage = await openStage({ ...target(host), ...options })
    return [stage.kind, stage.folder.replace(/[0-9a-f]{16}/, 'ID')]
  }

  test('in the cache; on the disk of the output, beside it or in it; beside it for a swap', async () => {
    const host = createMemoryHost({ '/site/dist/a': '' })
    expect(await places(host)).toEqual(['cache', '/site/.blog-build/stage/ID'])
    expect(await places(host, { swap: true })).toEqual(['beside', '/site/.dist.stage-ID'])
    expect(await places(twoDisks(host, (path) => path.startsWith('/site/dist')))).toEqual([
      'inside',
      '/site/dist/.blog-build-stage-ID',
    ])
    host.set('/www/x', '')
    const www = twoDisks(host, (path) => path.startsWith('/www'))
    expect(await places(www, { out: '/www/dist' })).toEqual(['beside', '/www/.dist.stage-ID'])
  })

  test('D9 beside the output, with all records, where the project can only be read', async () => {
    const memory = createMemoryHost({ '/site/content/a.md': '' })
    const host = onlyReading(memory, '/site')
    const options = { out: '/www/dist', readOnly: true }
    expect((await publishTree(host, BEFORE, options)).messages).toEqual([])
    expect((await publishTree(host, AFTER, options)).value).toMatchObject({ written: 6, removed: 5 })
    expect(treeOf(memory, '/www/dist')).toEqual(AFTER)
    expect([...memory.files().keys()].filter((path) => !path.startsWith('/www/dist/'))).toEqual([
      '/site/content/a.md',
      expect.stringMatching(/^\/www\/\.dist\.outputs-[0-9a-f]{16}$/),
    ])
  })
})

test('D9 a project that can be written at times only: the latest record counts, also after a kill', async () => {
  const ro = { out: '/www/dist', readOnly: true }
  const rw = { out: '/www/dist' }
  for (let k = 1; ; k++) {
    const memory = createMemoryHost({ '/site/content/a.md': '' })
    const reading = onlyReading(memory, '/site')
    expect((await publishTree(memory, BEFORE, rw)).messages).toEqual([])
    const isKilled = await wasKilled(publishTree(brokenAt(reading, k), AFTER, ro))
    expect((await publishTree(memory, THIRD, rw)).messages).toEqual([])
    expect(treeOf(memory, '/www/dist')).toEqual(THIRD)
    expect([...memory.files().keys()].filter((path) => /^\/www\/[.]/.test(path))).toEqual([])
    expect((await publishTree(reading, AFTER, ro)).messages).toEqual([])
    expect((await publishTree(reading, BEFORE, ro)).messages).toEqual([])
    expect((await publishTree(memory, BEFORE, rw)).value).toMatchObject({ written: 0, removed: 0 })
    expect((await publishTree(memory, AFTER, rw)).messages).toEqual([])
    expect(treeOf(memory, '/www/dist')).toEqual(AFTER)
    if (!isKilled) break
  }
})

function onlyReading(host: Host, root: string): Host {
  const refuse = (path: string) => {
    if (path.startsWith(`${root}/`)) throw new HostError(path, 'EROFS')
  }
  return {
    ...host,
    write(path, body) {
      refuse(path)
      host.write(path, body)
    },
    create(path, body) {
      refuse(path)
      return host.create(path, body)
    },
    makeFolder(path) {
      refuse(path)
      host.makeFolder(path)
    },
  }
}
