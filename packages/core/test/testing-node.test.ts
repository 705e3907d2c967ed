/** The kit as it is published, under `node:test`: the sample of its manual, and what a test that fails shows. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'
import { afterAll, expect, test } from 'vitest'

const core = fileURLToPath(new URL('..', import.meta.url))
const manual = readFileSync(new URL('../../../docs/testing-plugins.md', import.meta.url), 'utf8')
const folder = mkdtempSync(join(tmpdir(), 'blog-build-testing-'))

mkdirSync(join(folder, 'node_modules/@blog-build'), { recursive: true })
symlinkSync(core, join(folder, 'node_modules/@blog-build/core'), 'junction')
for (const [, name = '', text = ''] of manual.matchAll(/<!-- file: (\S+) -->\n```ts\n([\s\S]*?)^```/gm)) {
  writeFileSync(join(folder, name), text)
}

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Runs a test file of the folder: Node 20 knows no TypeScript. */
function run(name: string) {
  const outfile = join(folder, name.replace(/\.ts$/, '.mjs'))
  buildSync({
    entryPoints: [join(folder, name)],
    outfile,
    bundle: true,
    packages: 'external',
    format: 'esm',
  })
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--test', outfile], {
    cwd: folder,
    encoding: 'utf8',
    // Otherwise it would report to the runner of this test.
    env: { ...process.env, NODE_TEST_CONTEXT: undefined, NODE_OPTIONS: undefined },
  })
  return { status, text: stdout + stderr }
}

test('the sample of the manual passes', () => {
  const { status, text } = run('words.test.ts')
  expect(text).toContain('# pass 2')
  expect(status, text).toBe(0)
})

test('a plugin that breaks the law fails, in words', () => {
  const lawless = readFileSync(join(folder, 'words.ts'), 'utf8').replace(
    "join('\\n')",
    "join('\\n') + Math.random()",
  )
  writeFileSync(join(folder, 'lawless.ts'), lawless)
  const testing = readFileSync(join(folder, 'words.test.ts'), 'utf8').replace("'./words'", "'./lawless'")
  writeFileSync(join(folder, 'lawless.test.ts'), testing)
  const { status, text } = run('lawless.test.ts')
  expect(status).toBe(1)
  expect(text).toContain('# fail 2')
  expect(text).toContain('It comes from the hook `emit` of plugin `words`')
})
