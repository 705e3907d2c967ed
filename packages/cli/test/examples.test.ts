// The examples, built as they stand and compared byte by byte with their `_expected/`, which is no content, as its
// name begins with `_`; a folder without one is no site. After a change that is meant:
//
//   UPDATE_EXPECTED=1 npx vitest run packages/cli/test/examples.test.ts
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { command, filesIn, put, siteOf } from './command.js'

const examples = fileURLToPath(new URL('../../../examples/', import.meta.url))
const names = readdirSync(examples, { withFileTypes: true }).flatMap((item) =>
  item.isDirectory() && existsSync(join(examples, item.name, '_expected')) ? [item.name] : [],
)

test.each(names)('%s', async (name) => {
  // The folder's name is the title of a site that has no other.
  const folder = join(siteOf({}), name)
  const leftOut = /[\\/](node_modules|dist|\.blog-build)([\\/]|$)/
  cpSync(join(examples, name), folder, {
    recursive: true,
    filter: (path) => !leftOut.test(path.slice(examples.length - 1)),
  })
  const { code, out, err } = await command(folder, ['--strict', '--quiet'])
  expect({ code, out, err }).toEqual({ code: 0, out: '', err: '' })
  const built = filesIn(join(folder, 'dist'))
  const expectedFolder = join(examples, name, '_expected')
  if (process.env.UPDATE_EXPECTED) update(expectedFolder, built)
  const expected = filesIn(expectedFolder)
  expect([...built.keys()]).toEqual([...expected.keys()])
  for (const [path, bytes] of built) {
    if (bytes.equals(expected.get(path) ?? Buffer.of())) continue
    expect(`${path}\n${bytes}`).toBe(`${path}\n${expected.get(path)}`)
  }
})

function update(folder: string, built: Map<string, Buffer>): void {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (const [path, bytes] of built) put(folder, path, bytes)
}
