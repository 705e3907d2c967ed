// `examples/embed`, run as it stands: it prints what its README shows, and leaves nothing behind.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { filesIn, siteOf } from './command.js'

const file = (name: string) => fileURLToPath(new URL(`../../../examples/embed/${name}`, import.meta.url))

test('examples/embed builds, edits and reads a site in memory', () => {
  const folder = siteOf({})
  const printed = execFileSync(process.execPath, [file('embed.mjs')], { cwd: folder, encoding: 'utf8' })
  const [, shown] = /^```\n([\s\S]*?)^```/m.exec(readFileSync(file('README.md'), 'utf8')) ?? []
  expect(printed).toBe(shown)
  expect([...filesIn(folder).keys()]).toEqual([])
  expect(existsSync('/notes')).toBe(false)
})
