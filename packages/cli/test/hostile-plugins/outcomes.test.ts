// What becomes of a build, and of the site, when a plugin does its worst: docs/plugin-faults.md is made of it.
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { command, filesIn, put, siteOf } from '../command.js'
import { documentOf, type Row } from './document.js'

const folder = fileURLToPath(new URL('fixtures', import.meta.url))
const document = fileURLToPath(new URL('../../../../docs/plugin-faults.md', import.meta.url))
const names = readdirSync(folder)
  .map((file) => file.replace(/\.mjs$/, ''))
  .sort()

const post = (title: string, text: string) => `---\ntitle: ${title}\ndate: 2024-01-31\n---\n\n${text}\n`
const files = { 'posts/a.md': post('A', 'Text.'), 'posts/b.md': post('B', 'Text.') }
const url = 'https://example.org'
const config = `export default { url: '${url}' }\n`
const withPlugin = `import plugin from './plugins/hostile.mjs'\n\nexport default { url: '${url}', plugins: [plugin] }\n`

/** Long enough for a machine that is busy with other things. */
const timeout = 10
/** A machine with much memory takes long to be filled, and a text of 500 MB long to be made. */
const special: Record<string, { timeout: number; node: string[] }> = {
  'fills-memory': { timeout: 60, node: ['--max-old-space-size=100'] },
  'throws-half-a-gigabyte': { timeout: 60, node: [] },
}

const rows: Row[] = []

const built = mkdtempSync(join(tmpdir(), 'blog-build-hostile-'))
beforeAll(async () => {
  for (const [path, body] of Object.entries({ ...files, 'blog.config.mjs': config })) put(built, path, body)
  expect((await command(built, [])).code).toBe(0)
})
afterAll(() => rmSync(built, { recursive: true, force: true }))

test.each(names)('%s', async (name) => {
  const site = siteOf({})
  cpSync(built, site, { recursive: true })
  const before = filesIn(join(site, 'dist'))
  const code = readFileSync(join(folder, `${name}.mjs`), 'utf8')
  put(site, 'plugins/hostile.mjs', code)
  put(site, 'blog.config.mjs', withPlugin)
  put(site, 'posts/a.md', post('A', 'Other text.'))
  const how = special[name] ?? { timeout, node: [] }
  const outcome = await command(site, ['--json', '--timeout', String(how.timeout)], how.node)

  // One document, whatever the plugin prints, and of bounded size.
  const report = JSON.parse(outcome.out)
  const messages: Row['messages'] = report.messages
  for (const message of messages) expect(JSON.stringify(message).length).toBeLessThan(4096)
  expect(outcome.err.length).toBeLessThan(16_000)
  expect(report.error).toBeUndefined()

  // The site is the old one or the new one, and nothing beside it.
  const after = filesIn(join(site, 'dist'))
  const isPublished = after.get('posts/a/index.html')?.includes('Other text.') === true
  if (!isPublished) expect(after).toEqual(before)
  expect([...after.keys()]).toEqual([...before.keys()])
  expect(filesIn(site).has('mine.txt')).toBe(false)
  const isFailed = messages.some(({ severity }) => severity === 'error')
  expect(outcome.code === 0).toBe(!isFailed)
  const note = /^Something that .* was ended.*$/m.exec(outcome.err)?.[0]
  rows.push({ name, code, messages, note, exitCode: outcome.code ?? -1, isPublished })

  // And the next build, without it, is none the worse.
  put(site, 'blog.config.mjs', config)
  const next = await command(site, ['--json', '--quiet'])
  expect({ code: next.code, err: next.err }).toEqual({ code: 0, err: '' })
  expect(filesIn(join(site, 'dist')).get('posts/a/index.html')?.includes('Other text.')).toBe(true)
})

test('the document tells all of it', async () => {
  await expect(documentOf(rows, timeout)).toMatchFileSnapshot(document)
})
