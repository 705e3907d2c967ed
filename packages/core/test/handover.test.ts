/** A site that goes on from what another one has read and looked at gives what a clean build gives. */
import * as fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Handover } from '../src/handover.js'
import type { SiteOptions } from '../src/site-options.js'
import { first, post, siteOf, writeFiles } from './disk-project.js'

let base: string
let root: string

beforeEach(() => {
  base = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'blog-build-handover-')))
  root = join(base, 'project')
  write(first)
})
afterEach(() => fs.rmSync(base, { recursive: true, force: true }))

const write = (files: Readonly<Record<string, string>>, folder = root) => writeFiles(folder, files)

async function build(options: Partial<SiteOptions> = {}, folder = root) {
  const site = siteOf(folder, options)
  const { messages, outputs, status, stats } = await site.build()
  const bytes: Record<string, string> = {}
  for (const { path } of outputs) bytes[path] = Buffer.from((await site.read(path)) ?? []).toString('latin1')
  return { result: { status, messages, outputs, bytes }, ran: stats.ran }
}

async function clean() {
  const folder = fs.mkdtempSync(join(base, 'clean-'))
  write(filesIn(root), folder)
  return (await build({}, folder)).result
}

function filesIn(folder: string): Record<string, string> {
  const names = fs.readdirSync(folder).filter((name) => /\.(md|svg)$/.test(name))
  return Object.fromEntries(names.map((name) => [name, fs.readFileSync(join(folder, name), 'utf8')]))
}

/** What a site that may run no code has found, as it arrives in another thread. */
async function found(status = 'unloaded'): Promise<Handover> {
  const site = siteOf(root)
  expect((await site.build({ withoutCode: true })).status).toBe(status)
  const handover = site.handOver()
  return structuredClone(handover, { transfer: handover.store?.memory ?? [] })
}

test('runs what an edit reaches, as a site does that looks itself', async () => {
  await build()
  fs.cpSync(root, join(base, 'beside'), { recursive: true, preserveTimestamps: true })
  const edit = { 'b.md': post('B renamed', '# Part\n\nOther text.'), 'c.md': post('C', 'New.') }
  write(edit)
  write(edit, join(base, 'beside'))
  const handover = await found()
  expect(handover.store).toBeDefined()
  expect(handover.look?.suspects).toContain('file:"b.md"')
  const made = await build({ handover })
  expect(made.result).toEqual(await clean())
  expect(made.ran).toEqual((await build({}, join(base, 'beside'))).ran)
  expect((await build()).ran).toEqual({})
})

test('believes nothing of it that another build has outdated', async () => {
  await build()
  write({ 'b.md': post('B', 'Text.') })
  const handover = await found()
  write({ 'a.md': post('A', 'Another one.'), 'b.md': first['b.md'] as string })
  await build()
  write({ 'a.md': first['a.md'] as string })
  expect((await build({ handover })).result).toEqual(await clean())
})

test('sees what was changed after the look where it reads that, else with the next build', async () => {
  await build()
  write({ 'b.md': post('B', '# Part\n\nText.') })
  const handover = await found()
  write({ 'b.md': post('B', '# Part\n\nLater text.'), 'a.md': post('A', 'Later, too.') })
  await build({ handover })
  expect((await build()).result).toEqual(await clean())
})

test('goes on from nothing where nothing was read', async () => {
  const handover = await found()
  expect(handover).toEqual({ store: undefined, look: undefined })
  expect((await build({ handover })).result).toEqual(await clean())
})

test('any edits, each built from what another site has found', { timeout: 60_000 }, async () => {
  const name = fc.constantFrom('a.md', 'b.md', 'c.md')
  const text = fc.record({
    title: fc.constantFrom('A', 'B', 'C'),
    body: fc.constantFrom('x', '[a](./a.md)', '# T'),
  })
  const edits = fc.array(fc.record({ name, text: fc.option(text) }), { minLength: 1, maxLength: 6 })
  await fc.assert(
    fc.asyncProperty(edits, async (list) => {
      fs.rmSync(root, { recursive: true, force: true })
      write(first)
      await build()
      for (const edit of list) {
        if (edit.text) write({ [edit.name]: post(edit.text.title, edit.text.body) })
        else fs.rmSync(join(root, edit.name), { force: true })
        const before = siteOf(root)
        await before.build({ withoutCode: true })
        const { store, look } = before.handOver()
        const handover = structuredClone({ store, look }, { transfer: store?.memory ?? [] })
        expect((await build({ handover })).result).toEqual(await clean())
      }
    }),
    { numRuns: 12 },
  )
})
