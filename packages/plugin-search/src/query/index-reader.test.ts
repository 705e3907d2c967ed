import { expect, test } from 'vitest'
import { json, memoryIndex, nameOf, readingOf, simple } from '../../test/memory-index.js'
import {
  datesPath,
  entryPath,
  filtersPath,
  formatVersion,
  type IndexFiles,
  pagePath,
  shardPath,
} from '../format/files.js'
import { createWords } from '../terms/words.js'
import { createSearch } from './search.js'

const words = createWords('en')
const before = [simple(1, 'Before', 'kafka')]
const after = [simple(1, 'After', 'kafka erlang'), simple(2, 'Another', 'kafka')]

function searchOf(files: IndexFiles) {
  return createSearch({ files, stemmers: {}, language: 'en' })
}

const indexOf = (documents = before) => memoryIndex(documents, { words, drawers: 1 })

test('an index that is missing, of another version, or broken is told', async () => {
  const broken = (path: string, bytes: Uint8Array | undefined) => {
    const files = indexOf()
    if (bytes) files.set(path, bytes)
    else files.delete(path)
    return searchOf(readingOf(files)).find('kafka')
  }
  const shard = indexOf().get(shardPath(0, '')) ?? new Uint8Array()
  const newer = Uint8Array.from(shard)
  newer[0] = 9
  await expect(broken(entryPath, undefined)).rejects.toMatchObject({ kind: 'missing', path: entryPath })
  await expect(broken(entryPath, json({ version: formatVersion + 1 }))).rejects.toMatchObject({
    kind: 'version',
  })
  await expect(broken(entryPath, json(null))).rejects.toMatchObject({ kind: 'damaged' })
  // What some hosts answer where there is no such file.
  const sorry = { error: 'not found' }
  for (const entry of [sorry, { version: formatVersion, ...sorry }]) {
    await expect(broken(entryPath, json(entry))).rejects.toMatchObject({ kind: 'damaged', path: entryPath })
  }
  const files = indexOf()
  files.set(filtersPath, json(sorry))
  await expect(searchOf(readingOf(files)).filters()).rejects.toMatchObject({ kind: 'damaged' })
  await expect(broken(pagePath(nameOf(1)), json(sorry))).rejects.toMatchObject({ kind: 'damaged' })
  await expect(broken(entryPath, new Uint8Array([123]))).rejects.toMatchObject({ kind: 'damaged' })
  await expect(broken(shardPath(0, ''), newer)).rejects.toMatchObject({ kind: 'version' })
  await expect(broken(shardPath(0, ''), shard.slice(0, -1))).rejects.toMatchObject({ kind: 'damaged' })
  await expect(broken(shardPath(0, ''), shard.slice(0, 9))).rejects.toMatchObject({ kind: 'damaged' })
  await expect(broken(pagePath(nameOf(1)), undefined)).rejects.toMatchObject({ kind: 'changed' })
  await expect(broken(pagePath(nameOf(1)), json('text'))).rejects.toMatchObject({ kind: 'damaged' })
})

test.each(['cut', 'overwritten'])(
  'a file that is %s anywhere is damaged, or tells what it still can',
  async (how) => {
    const shard = indexOf(after).get(shardPath(0, '')) ?? new Uint8Array()
    for (let length = 7; length < shard.length; length++) {
      const left = how === 'cut' ? shard.slice(0, length) : shard.slice().fill(255, length)
      const files = indexOf(after).set(shardPath(0, ''), left)
      const kind = await searchOf(readingOf(files))
        .find('kafka erlang')
        .then(
          () => 'found',
          (error) => error.kind,
        )
      expect(['damaged', 'found']).toContain(kind)
    }
  },
)

test('what can not be read is told with its cause, and read again when it is asked for again', async () => {
  const files = readingOf(indexOf())
  let isOnline = false
  const search = searchOf({
    async read(path, hash) {
      if (!isOnline) throw new Error('offline')
      return files.read(path, hash)
    },
  })
  await expect(search.find('kafka')).rejects.toMatchObject({
    kind: 'unreachable',
    cause: new Error('offline'),
  })
  isOnline = true
  expect((await search.find('kafka')).total).toBe(1)
  isOnline = false
  expect((await search.find('kafka')).total).toBe(1)
  await expect(search.filters()).rejects.toThrow('unreachable: filters.json')
})

test('a site that was published while it was searched is read as it is now', async () => {
  const files = new Map(indexOf())
  const reading = readingOf(files)
  const search = searchOf(reading)
  await search.suggestions()
  for (const [path, bytes] of indexOf(after)) files.set(path, bytes)
  const [found, same] = await Promise.all([search.find('kafka'), search.find('erlang')])
  expect([found.total, same.total]).toEqual([2, 1])
  expect(reading.reads.filter((path) => path === entryPath)).toHaveLength(2)
})

test('an answer is remembered with the index that gave it, and not beyond', async () => {
  const files = new Map(indexOf())
  const search = searchOf(readingOf(files))
  expect((await search.find('kafka')).total).toBe(1)
  for (const [path, bytes] of indexOf(after)) files.set(path, bytes)
  // Nothing had to be read, so nobody knows yet.
  expect((await search.find('kafka')).total).toBe(1)
  files.delete(datesPath)
  await expect(search.find('kafka', { sort: 'date' })).rejects.toMatchObject({ kind: 'changed' })
  expect((await search.find('kafka')).total).toBe(2)
})

test('a cache that has a file of the build before under the name of now is passed by', async () => {
  const reading = readingOf(indexOf(after))
  const cached = new Map([[shardPath(0, ''), indexOf().get(shardPath(0, ''))]])
  const search = searchOf({
    read: async (path, hash, isStale) => (!isStale && cached.get(path)) || reading.read(path, hash),
  })
  expect((await search.find('erlang')).total).toBe(1)
})

test('files that stay of different builds are told, after one more look at the entry', async () => {
  const files = new Map(indexOf())
  files.set(shardPath(0, ''), indexOf(after).get(shardPath(0, '')) ?? new Uint8Array())
  const reading = readingOf(files)
  await expect(searchOf(reading).find('kafka')).rejects.toMatchObject({ kind: 'changed' })
  expect(reading.reads.filter((path) => path === entryPath)).toHaveLength(2)
})

test('of many pages, the latest are remembered', async () => {
  const many = Array.from({ length: 260 }, (_, at) => simple(at, `Page ${at}`, 'kafka'))
  const files = readingOf(indexOf(many))
  const search = searchOf(files)
  const pages = () => files.reads.filter((path) => path.startsWith('pages/')).length
  for (let offset = 0; offset < 260; offset += 10) await search.find('kafka', { limit: 10, offset })
  expect(pages()).toBe(260)
  await search.find('kafka', { limit: 10, offset: 250 })
  expect(pages()).toBe(260)
  await search.find('kafka', { limit: 10 })
  expect(pages()).toBe(270)
})
