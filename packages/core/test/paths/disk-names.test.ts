/** On the disk: what is published lies in the output folder and reads back under its path. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createSite } from '../../src/build.js'
import { namesWithTwins } from './names.js'

let base: string
let root: string

beforeEach(() => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'blog-build-names-')))
  root = join(base, 'project')
})

afterEach(() => rmSync(base, { recursive: true, force: true }))

/** Path to text of all files below a folder. */
function treeOf(folder: string): Record<string, string> {
  if (!existsSync(folder)) return {}
  const items = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((item) => item.isFile())
  const paths = items.map((item) => join(item.parentPath, item.name).slice(folder.length + 1)).sort()
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(folder, path), 'utf8')]))
}

/** Whether this disk can hold a file of that name below a folder. */
function isFileName(name: string): boolean {
  return name.split('/').every((part) => {
    const bytes = Buffer.from(part)
    const isName = part !== '' && part !== '.' && part !== '..' && !part.includes('\0')
    return isName && bytes.length <= 240 && bytes.toString() === part
  })
}

/** Writes what can be written; a file where a folder is needed, or another system's idea of a name, is left out. */
function tryWrite(path: string, text: string): void {
  try {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  } catch {
    // The disk has the last word on what is a name.
  }
}

function layOut(names: readonly string[]): void {
  rmSync(root, { recursive: true, force: true })
  mkdirSync(join(root, 'content/posts'), { recursive: true })
  for (const [at, name] of names.filter(isFileName).entries()) {
    if (at % 3 === 0) tryWrite(`public/${name}`, `public ${at}`)
    else if (at % 3 === 1) tryWrite(`content/posts/${name}.md`, `File ${at}\n`)
    else
      tryWrite(`content/posts/fields-${at}.md`, `---\n${JSON.stringify({ slug: name })}\n---\n\nSlug ${at}\n`)
  }
}

function siteOf(emitted: readonly string[]) {
  const emit = () => emitted.map((path) => ({ path, body: `emitted ${JSON.stringify(path)}` }))
  return createSite({
    root,
    asOf: '2026-06-01T00:00:00Z',
    resolveFrom: [import.meta.url],
    config: { plugins: [{ name: 'names', emit }] },
  })
}

/** Builds, and takes away whatever an error names, until there is no error left. */
async function buildWhatCanBe(emitted: readonly string[]) {
  let kept = [...emitted]
  for (;;) {
    const before = existsSync(join(root, 'dist'))
    const site = siteOf(kept)
    const build = await site.build()
    if (build.status === 'published') return { build, site }
    expect(existsSync(join(root, 'dist'))).toBe(before)
    const named = build.messages.filter(({ severity }) => severity === 'error').map(({ path }) => path ?? '')
    const count = kept.length
    kept = kept.filter((path) => !named.includes(path))
    const files = named.filter(
      (path) => path !== '' && existsSync(join(root, path)) && /^(content|public)\//.test(path),
    )
    for (const path of files) rmSync(join(root, path), { recursive: true, force: true })
    // Each error names something that can be mended.
    if (kept.length === count && files.length === 0) expect(build.messages).toEqual([])
  }
}

test('A27 D12 whatever files are called, all that is published lies in the output folder', async () => {
  let published = 0
  await fc.assert(
    fc.asyncProperty(namesWithTwins, namesWithTwins, namesWithTwins, async (some, more, emitted) => {
      layOut([...some, ...more])
      const outside = () => readdirSync(base)
      const before = outside()
      const { build, site } = await buildWhatCanBe(emitted)
      expect(outside()).toEqual(before)
      const around = readdirSync(root).filter((name) => !['content', 'public'].includes(name))
      expect(around.filter((name) => name !== 'dist' && name !== '.blog-build')).toEqual([])
      const texts = await Promise.all(
        build.outputs.map(
          async ({ path }) => [path, new TextDecoder().decode(await site.read(path))] as const,
        ),
      )
      expect(treeOf(join(root, 'dist'))).toEqual(Object.fromEntries(texts))
      published += texts.length
    }),
    { numRuns: process.env.SOAK ? 500 : 40 },
  )
  expect(published).toBeGreaterThan(100)
})
