import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { createDiskFiles } from './files.js'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'blog-build-store-'))
  folders.push(folder)
  return join(folder, 'cache/store')
}

test('H1 what a process left that was killed while it replaced a file goes with the first write of the next', () => {
  const folder = newFolder()
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'graph.bin.4711.new'), 'half of')
  writeFileSync(join(folder, 'graph.bin'), 'whole')
  const files = createDiskFiles(folder)
  expect(files.read('graph.bin')).toEqual(Buffer.from('whole'))
  files.writeAt('pack-0.bin', 0, [Buffer.from('more')])
  expect(readdirSync(folder).sort()).toEqual(['graph.bin', 'pack-0.bin'])
})
