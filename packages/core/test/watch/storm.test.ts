/** Thousands of files replaced by another process while this one is too busy to read events. FAULTS E2. */
import { execFileSync } from 'node:child_process'
import { afterEach, expect, test } from 'vitest'
import type { TestFolder } from './folder.js'
import { endAll, startWatching } from './watching.js'

afterEach(endAll)

/** Replaces each file of the folders below one by another of the same name, as tools do that write atomically. */
const replaceAll = `
  const fs = require('node:fs')
  const [folder, text] = process.argv.slice(1)
  for (const name of fs.readdirSync(folder, { recursive: true })) {
    const path = folder + '/' + name
    if (!path.endsWith('.md')) continue
    fs.writeFileSync(path + '.new', text)
    fs.renameSync(path + '.new', path)
  }`

/** To read everything is the session's part, and here it is this thread's: a few looks, and those of the test itself. */
function limitFor(folder: TestFolder): number {
  const start = performance.now()
  folder.texts()
  return 5_000 + 4 * (performance.now() - start)
}

const sizes = process.env.SOAK === '1' ? [10_000, 50_000] : [10_000]

test.each(sizes)(
  '%i files: none is stale 5 s after the last',
  async (size) => {
    const names = Array.from({ length: size }, (_, at) => `content/d${at % 100}/p${at}.md`)
    const { folder, session, settle } = await startWatching({
      files: Object.fromEntries(names.map((name) => [name, 'old'])),
    })
    expect(session.published.size).toBe(size)
    // It blocks this thread until the other process is done.
    execFileSync(process.execPath, ['-e', replaceAll, folder.at('content'), 'new'])
    await settle(5_000)
    expect(new Set(session.published.values())).toEqual(new Set(['new']))
    // Events did get lost: else this would prove nothing.
    if (process.platform === 'linux') expect(session.found.length).toBeGreaterThan(0)
  },
  300_000,
)

test('folders that came while events were lost are watched from then on', async () => {
  const files = Object.fromEntries(Array.from({ length: 1_001 }, (_, at) => [`content/p${at}.md`, 'old']))
  const { folder, session, settle } = await startWatching({ files })
  const make = `
    const fs = require('node:fs')
    for (let at = 0; at < 9000; at++) fs.writeFileSync(process.argv[1] + '/content/x' + at + '.md', 'x')
    fs.mkdirSync(process.argv[1] + '/content/late')
    fs.writeFileSync(process.argv[1] + '/content/late/a.md', 'one')`
  execFileSync(process.execPath, ['-e', make, folder.root])
  await settle(limitFor(folder))
  const before = session.found.length
  folder.write('content/late/a.md', 'two')
  await settle()
  expect(session.found.length).toBe(before)
}, 60_000)
