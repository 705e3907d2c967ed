/** From whatever authors write to the files of a site: no way out, no two files that are one somewhere. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Message, OwnedPage } from '../../src/model.js'
import { toAsset } from '../../src/pipeline/asset.js'
import { idOf, resolveCollection } from '../../src/pipeline/collection.js'
import { toEntry } from '../../src/pipeline/entry.js'
import { checkOutputs, foldPath, type OutputSide } from '../../src/pipeline/output.js'
import { checkOutputPath } from '../../src/pipeline/output-path.js'
import { toPages } from '../../src/pipeline/page.js'
import { normalisePermalink, outputPathOf, toPermalink } from '../../src/pipeline/permalink.js'
import { toTerms } from '../../src/pipeline/site.js'
import { slugGrammar, slugify } from '../../src/pipeline/slug.js'
import { hostileName, namesWithTwins } from './names.js'
import { misfit, oneFileSomewhere } from './systems.js'

/** One thing that becomes a file: from a name, by one of the ways there are. */
type Way = 'file' | 'title' | 'slug' | 'permalink' | 'field' | 'tag' | 'asset' | 'public' | 'emitted'
const ways: Way[] = ['file', 'title', 'slug', 'permalink', 'field', 'tag', 'asset', 'public', 'emitted']

interface Made {
  pages: OwnedPage[]
  files: OutputSide[]
  messages: Message[]
}

/** Patterns that put texts of authors into addresses. */
const patterns: Partial<Record<Way, string>> = { title: '/:title/', field: '/f/:any/:slug.html' }

const where = (entry: string) => ({ path: entry })

/** What one name becomes by one way, through the functions of the pipeline. `source` tells it from all others. */
async function makeOne(way: Way, name: string, source: string): Promise<Made> {
  const files = (path: string): Made => ({ pages: [], files: [{ path, owner: way, source }], messages: [] })
  if (way === 'public' || way === 'emitted') return files(name)
  if (way === 'asset') return files(toAsset(`content/${name}`, new TextEncoder().encode(source)).path)
  if (way === 'tag') return tagPage(name, source)
  return entryPage(way, name, source)
}

function tagPage(name: string, source: string): Made {
  const [term] = toTerms({ [name]: ['posts/a'] })
  const permalink = `/tags/${term?.slug}/`
  const page = { permalink, layout: 'term', params: {}, entry: source, owner: 'taxonomies' }
  return { pages: [page], files: [], messages: [] }
}

async function entryPage(way: Way, name: string, source: string): Promise<Made> {
  const path = way === 'file' ? `content/posts/${name}.md` : 'content/posts/2024-01-31-a.md'
  const address = idOf(path, 'content')
  if (!address) return { pages: [], files: [], messages: [] }
  const config = resolveCollection('posts', { permalink: patterns[way] ?? '/:collection/:slug/' }, false)
  const data = way === 'field' ? { any: name } : way === 'file' ? {} : { [way]: name }
  const options = { ...address, path: source, trust: 'author', config, timeZone: 'UTC' } as const
  const entry = await toEntry({ data, body: '', places: {} }, options)
  const made = entry.value && toPermalink(entry.value, config)
  const messages = [...entry.messages, ...(made?.messages ?? [])]
  if (made?.value === undefined) {
    // Nothing vanishes without a word.
    expect(messages).not.toEqual([])
    return { pages: [], files: [], messages }
  }
  expect(normalisePermalink(made.value)).toEqual({ permalink: made.value })
  expect(decodeURIComponent(new URL(made.value, 'https://x.example').pathname)).toBe(made.value)
  const page = { permalink: made.value, layout: 'post', params: {}, entry: source, owner: 'core' }
  return { pages: [page], files: [], messages }
}

/** All files of a site, and those that some message speaks of. */
async function makeSite(things: readonly { way: Way; name: string }[]) {
  const made = await Promise.all(things.map(({ way, name }, at) => makeOne(way, name, `source-${at}`)))
  const all = made.flatMap(({ pages }) => pages)
  const [ofEntries, ofPlugins] = [all.filter(isCore), all.filter((page) => !isCore(page))]
  const pages = toPages(ofEntries, ofPlugins, where)
  const ofPages = pages.value.map(({ permalink, owner, entry }): OutputSide => {
    return { path: outputPathOf(permalink).value ?? '', owner, source: entry }
  })
  const outputs = [...ofPages, ...made.flatMap(({ files }) => files)]
  const messages = [...made.flatMap((one) => one.messages), ...pages.messages, ...checkOutputs(outputs)]
  const told = new Set(messages.map(({ path }) => path))
  return { messages, outputs, untold: outputs.filter(({ source }) => !told.has(source)) }
}

const isCore = ({ owner }: OwnedPage) => owner === 'core'

/** What the run went through, so that it is seen to have gone anywhere. */
function createTally() {
  const tally = { names: 0, outputs: 0, untold: 0, rules: new Map<string, number>() }
  return {
    tally,
    count(names: number, site: Awaited<ReturnType<typeof makeSite>>) {
      tally.names += names
      tally.outputs += site.outputs.length
      tally.untold += site.untold.length
      for (const { rule } of site.messages) tally.rules.set(rule, (tally.rules.get(rule) ?? 0) + 1)
    },
  }
}

const thing = fc.record({ way: fc.constantFrom(...ways) })
const things = fc
  .tuple(namesWithTwins, fc.array(thing, { minLength: 12, maxLength: 12 }), fc.boolean(), hostileName)
  .map(([names, chosen, isDeep, folder]) =>
    names.map((name, at) => {
      const way = chosen[at % chosen.length]?.way ?? 'file'
      const path = isDeep ? `${folder}/${name}` : name
      return { way, name: way === 'permalink' && !path.startsWith('/') ? `/${path}` : path }
    }),
  )

/** Enough sites for so many names: a site has about five. */
const wanted = process.env.SOAK ? 1_000_000 : 100_000

describe('A24 A25 A26 A27 A28 D10 D11 D12 names become files', () => {
  test(`of ${wanted} names none leads out, and none shares a file with another unnoticed`, async () => {
    const { tally, count } = createTally()
    await fc.assert(
      fc.asyncProperty(things, async (all) => {
        const site = await makeSite(all)
        count(all.length, site)
        for (const { path } of site.untold) {
          expect(misfit(path)).toBeUndefined()
          expect(checkOutputPath(path)).toEqual([])
        }
        expect(oneFileSomewhere(site.untold.map(({ path }) => path))).toBeUndefined()
      }),
      { numRuns: wanted / 4 },
    )
    expect(tally.names).toBeGreaterThanOrEqual(wanted)
    expect(tally.untold).toBeGreaterThan(tally.names / 10)
    for (const rule of ['permalink-unsafe', 'page-duplicate', 'output-conflict', 'output-file-folder']) {
      expect(tally.rules.get(rule) ?? 0, rule).toBeGreaterThan(wanted / 1000)
    }
  })

  test('slugs are portable, of one grammar, and slugs of themselves; twins of a name have one', () => {
    fc.assert(
      fc.property(hostileName, (name) => {
        const slug = slugify(name)
        expect(slug).toMatch(slugGrammar)
        expect(slugify(slug)).toBe(slug)
        expect(misfit(slug)).toBeUndefined()
        expect(slugify(name.normalize('NFD'))).toBe(slugify(name.normalize('NFC')))
        expect(foldPath(foldPath(slug))).toBe(foldPath(slug))
      }),
      { numRuns: 20_000 },
    )
  })
})
