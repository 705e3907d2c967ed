/**
 * Each folder in `fixtures/` is a behaviour: `src/` is a project, `expected/` what its output folder holds,
 * `messages.json` what is said. `UPDATE_EXPECTED=1` writes the last two anew: read the difference then.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { createSite } from '../src/build.js'
import { createMemoryHost, type MemoryHost } from '../src/host/memory.js'
import type { Message, Store } from '../src/model.js'
import { createMemoryStore } from '../src/store/memory.js'

const folder = fileURLToPath(new URL('fixtures', import.meta.url))
const root = '/site'
const isUpdate = process.env.UPDATE_EXPECTED === '1'
const names = readdirSync(folder).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))

test('there are fixtures', () => expect(names.length).toBeGreaterThan(20))

describe.each(names)('%s', (name) => {
  const source = filesIn(join(folder, name, 'src'))

  test('gives what is expected, again and after a restart', async () => {
    const host = hostOf(source)
    const store = createMemoryStore()
    const site = siteOf(host, store)

    const first = await site.build()
    if (isUpdate) update(name, host, first.messages)
    const expected = expectedOf(name)
    expect(seen(host, first.messages)).toEqual(expected)
    const isBroken = expected.messages.some(({ severity }) => severity === 'error')
    expect(first.status).toBe(isBroken ? 'content' : 'published')
    for (const { path } of first.status === 'published' ? first.outputs : []) {
      expect(hexOf(await site.read(path)), path).toBe(hexOf(host.read(`${root}/dist/${path}`)))
    }

    const second = await site.build()
    expect(seen(host, second.messages)).toEqual(expected)
    expect(second.outputs).toEqual(first.outputs)
    expectIdle(second)
    // In a bare folder the root is listed, and `dist` and `.blog-build` are new in it.
    const isBare = !source.some(({ path }) => path.startsWith('content/'))
    expect(second.stats.tasksRun).toBeLessThanOrEqual(isBare ? 1 : 0)

    const restarted = await siteOf(host, store).build()
    expect(seen(host, restarted.messages)).toEqual(expected)
    expectIdle(restarted)
    expect(restarted.stats.tasksRun).toBe(0)
  })

  test('gives the same with byte order marks and CRLF line ends', async () => {
    const host = hostOf(source.map(asOnWindows))
    const { messages } = await siteOf(host).build()
    expect(seen(host, messages)).toEqual(expectedOf(name))
  })
})

interface File {
  path: string
  bytes: Uint8Array
}

/** Files below a folder of the disk, sorted by path; none if there is no such folder. */
function filesIn(base: string): File[] {
  let found: string[]
  try {
    found = readdirSync(base, { recursive: true, withFileTypes: true })
      .filter((item) => item.isFile())
      .map((item) => relative(base, join(item.parentPath, item.name)).replaceAll('\\', '/'))
  } catch {
    return []
  }
  return found
    .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
    .map((path) => ({ path, bytes: new Uint8Array(readFileSync(join(base, path))) }))
}

function hostOf(files: readonly File[]): MemoryHost {
  const host = createMemoryHost({}, { now: Date.UTC(2026, 5, 1), env: { STAGE: 'test' } })
  for (const { path, bytes } of files) host.set(`${root}/${path}`, bytes)
  return host
}

function siteOf(host: MemoryHost, store: Store = createMemoryStore()) {
  return createSite({ root, host, store, resolveFrom: [import.meta.url] })
}

function expectIdle({ changed, stats }: { changed: object; stats: { written: number; removed: number } }) {
  expect(changed).toEqual({ added: [], changed: [], removed: [] })
  expect({ written: stats.written, removed: stats.removed }).toEqual({ written: 0, removed: 0 })
}

/** Markdown, data, code and styles; other files are published as they are. */
function asOnWindows({ path, bytes }: File): File {
  const isSource = /^(content\/.*|[^/]+)\.(md|markdown|ya?ml|json)$|^[^/]+\.ts$|^layouts\/|^styles\/.*\.css$/
  const text = new TextDecoder().decode(bytes)
  if (!isSource.test(path) || text.includes('\uFFFD')) return { path, bytes }
  return { path, bytes: new TextEncoder().encode(`\uFEFF${text.replaceAll('\n', '\r\n')}`) }
}

interface Seen {
  files: Map<string, string>
  messages: ShortMessage[]
}

type ShortMessage = Pick<Message, 'rule' | 'severity' | 'path'> & { line?: number; column?: number }

function seen(host: MemoryHost, messages: readonly Message[]): Seen {
  const prefix = `${root}/dist/`
  const paths = [...host.files().keys()].filter((path) => path.startsWith(prefix))
  return {
    files: readable(
      paths.map((path) => ({ path: path.slice(prefix.length), bytes: host.read(path) as Uint8Array })),
    ),
    messages: messages.map(shorten),
  }
}

function expectedOf(name: string): Seen {
  const said = filesIn(join(folder, name)).find(({ path }) => path === 'messages.json')
  return {
    files: readable(filesIn(join(folder, name, 'expected'))),
    messages: said ? JSON.parse(new TextDecoder().decode(said.bytes)) : [],
  }
}

/** Text as text, so that a difference can be read; anything else in hexadecimal. */
function readable(files: readonly File[]): Map<string, string> {
  return new Map(
    files.map(({ path, bytes }) => {
      const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
      return [path, text.includes('\uFFFD') ? (hexOf(bytes) as string) : text]
    }),
  )
}

function hexOf(bytes: Uint8Array | undefined): string | undefined {
  return bytes && Buffer.from(bytes).toString('hex')
}

function shorten({ rule, severity, path, place }: Message): ShortMessage {
  return {
    rule,
    severity,
    ...(path === undefined ? {} : { path }),
    ...(place === undefined ? {} : { line: place.start.line, column: place.start.column }),
  }
}

function update(name: string, host: MemoryHost, messages: readonly Message[]): void {
  const own = join(folder, name)
  rmSync(join(own, 'expected'), { recursive: true, force: true })
  rmSync(join(own, 'messages.json'), { force: true })
  const prefix = `${root}/dist/`
  for (const path of host.files().keys()) {
    if (!path.startsWith(prefix)) continue
    const file = join(own, 'expected', path.slice(prefix.length))
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, host.read(path) as Uint8Array)
  }
  if (messages.length === 0) return
  const lines = messages.map((message) => `  ${JSON.stringify(shorten(message))}`)
  writeFileSync(join(own, 'messages.json'), `[\n${lines.join(',\n')}\n]\n`)
}
