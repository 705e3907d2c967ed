import { afterEach, expect, test, vi } from 'vitest'
import { memoryIndex, simple } from '../../test/memory-index.js'
import { shardPath } from '../format/files.js'
import { createSearch } from '../query/search.js'
import { createWords } from '../terms/words.js'
import { httpFiles } from './http-files.js'

const folder = 'https://notes.example/search-index/'
const indexOf = (text: string) =>
  memoryIndex([simple(1, 'Page', text)], { words: createWords('en'), drawers: 1 })

afterEach(() => vi.unstubAllGlobals())

/** As a browser does it: what its cache has of an address is taken, unless that is not wanted. */
function serve(site: Map<string, Uint8Array>, cached: Map<string, Uint8Array>): void {
  vi.stubGlobal('fetch', async (address: string, { cache }: RequestInit) => {
    const known = (cache ?? 'default') === 'default' ? cached.get(address) : undefined
    const body = known ?? site.get(address.slice(folder.length).replace(/\?.*/, ''))
    return body ? new Response(Uint8Array.from(body)) : new Response(null, { status: 404 })
  })
}

test('a file of the build before, cached under the address of now, is asked for once more', async () => {
  const [before, now] = [indexOf('kafka'), indexOf('kafka erlang')]
  const path = shardPath(0, '')
  const [, hash] = /"terms":\[\["([^"]+)"/.exec(new TextDecoder().decode(now.get('index.json'))) ?? []
  serve(now, new Map([[`${folder}${path}?h=${hash}`, before.get(path) ?? new Uint8Array()]]))
  const search = createSearch({ files: httpFiles(folder), stemmers: {}, language: 'en' })
  expect((await search.find('erlang')).total).toBe(1)
})

test('what is not there is nothing, and what can not be had is an error', async () => {
  serve(new Map(), new Map())
  expect(await httpFiles(folder).read('index.json')).toBeUndefined()
  vi.stubGlobal('fetch', async () => new Response(null, { status: 503 }))
  await expect(httpFiles(folder).read('index.json')).rejects.toThrow('index.json answers 503')
})
