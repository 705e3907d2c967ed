// The corpus of the benchmark: the same on every machine, and a site that blog-build builds without a word.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { moduleAt } from '../bench/bundled.mjs'
import { census, difference } from '../bench/census.mjs'
import { createCorpus, type Post } from '../bench/corpus.mjs'
import { editTitles } from '../bench/edits.mjs'
import { filesIn } from '../bench/floor.mjs'
import { median } from '../bench/median.mjs'
import { scenarios } from '../bench/scenarios.mjs'
import { blogBuild } from '../bench/sites/blog-build.mjs'
import { holdWatchContest, type WatchContest } from '../bench/watch-contest.mjs'
import { watchReportOf } from '../bench/watch-report.mjs'

const posts = 20
const folder = mkdtempSync(join(tmpdir(), 'bench-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Runs the compiled command; `npm test` builds it first. */
function build() {
  const [command = '', ...parameters] = blogBuild.build(folder)
  return JSON.parse(execFileSync(command, parameters, { encoding: 'utf8' }))
}

describe('the corpus', () => {
  test('is the same everywhere', () => {
    const hash = createHash('sha256')
    for (const { pictures, ...post } of createCorpus(posts)) {
      hash.update(JSON.stringify(post))
      for (const { name, bytes } of pictures) hash.update(name).update(bytes)
    }
    // Another hash makes figures of before and after incomparable: change it only with docs/benchmarks.md.
    expect(hash.digest('hex')).toBe('86a118a6776d5fa0805055900d7257933a29f17c03ef49552906fb20204337dc')
  })

  test('of a larger size begins with the smaller one', () => {
    expect([...createCorpus(posts)].slice(0, 5)).toEqual([...createCorpus(5)])
  })

  test('has posts of 600 to 900 words, with all that posts are made of', () => {
    const all = [...createCorpus(300)]
    const words = all.map(wordsOf)
    expect(Math.min(...words)).toBeGreaterThanOrEqual(580)
    expect(Math.max(...words)).toBeLessThanOrEqual(960)
    const middle = median(words)
    expect(middle).toBeGreaterThan(600)
    expect(middle).toBeLessThan(900)
    for (const part of [/^```\w+$/m, /^\| --- /m, /\]\(post:\d+\)/, /\]\(picture:/, /^### /m, /^- /m, /^> /m])
      expect(
        all.some(({ body }) => part.test(body)),
        String(part),
      ).toBe(true)
    expect(new Set(all.map(({ slug }) => slug)).size).toBe(all.length)
    expect(new Set(all.map(({ date }) => date)).size).toBe(all.length)
  })

  test('holds nothing that a template language would run', () => {
    for (const { body, title, summary } of createCorpus(300))
      expect(body + title + summary).not.toMatch(/\{\{|\{%|<%|\{#/)
  })
})

test('blog-build makes every page of it, and writes no more than an edit needs', () => {
  blogBuild.layOut(folder, { posts, highlight: true })
  const place = { tool: blogBuild, folder, posts }
  const first = build()
  expect(first.messages).toEqual([])
  const all = [...createCorpus(posts)]
  const counted = census(place)
  expect(counted).toMatchObject({
    posts,
    lists: listsOf(all),
    pictures: all.flatMap(({ pictures }) => pictures).length,
    inFeed: posts,
    inSitemap: posts + listsOf(all),
    redirects: 0,
  })
  expect(first.stats.written).toBe(filesIn(join(folder, blogBuild.output)).length)

  const addressesAfter = (name: string) => {
    const { prepare, fault } = scenarioOf(name)
    prepare(place, 1)
    const { stats, changed } = build()
    expect(fault(place, 1), name).toBeUndefined()
    return { ...stats, addresses: [...changed.added, ...changed.changed] }
  }
  expect(addressesAfter('unchanged')).toMatchObject({ written: 0, tasksRun: 0 })
  expect(addressesAfter('restored')).toMatchObject({ written: 1 })
  // At this size every post is in the feed.
  const [page, feed] = [expect.stringMatching(/^\/posts\/00010-/), '/feed.xml']
  expect(addressesAfter('body')).toMatchObject({ written: 2, addresses: [feed, page] })
  expect(addressesAfter('title').addresses).toEqual(expect.arrayContaining(['/archive/', feed, page]))
  expect(difference(counted, census(place))).toEqual([expect.stringMatching(/^text: /)])
}, 120_000)

test('edits of every kind are seen while blog-build watches', async () => {
  const contest: WatchContest = { layout: { posts, highlight: true }, watched: {} }
  const watched = mkdtempSync(join(tmpdir(), 'bench-watch-'))
  const pace = { quiet: 100, pause: 100, idle: 100, patience: 60_000 }
  const silent = { say() {}, onTool() {}, pace }
  await holdWatchContest(contest, { tools: [blogBuild], edits: 12, inBrowser: 0, folder: watched, ...silent })
  const { edits = [] } = contest.watched['blog-build'] ?? {}
  expect(new Set(edits.map(({ kind }) => kind))).toEqual(new Set(Object.keys(editTitles)))
  for (const { kind, seen, files, left } of edits) {
    expect({ kind, seen, left }).toEqual({ kind, seen: expect.any(Number), left: false })
    expect(files, kind).toBeGreaterThanOrEqual(kind === 'layout' ? posts : 1)
  }
  const circumstances = { date: '', machine: '', runs: 1, versions: {} }
  expect(watchReportOf({ circumstances, watches: [contest] })).toMatch(/a post deleted \| blog-build \| \d+/)
}, 120_000)

test('a profile tells modules that were bundled apart', () => {
  // What several doors share lies in a file of its own, whose name tells nothing.
  const dist = new URL('../packages/core/dist/', import.meta.url)
  const bundles = readdirSync(dist).filter((name) => name.endsWith('.js'))
  const found = bundles.flatMap((name) => {
    const line = readFileSync(new URL(name, dist), 'utf8').split('\n').indexOf('// src/build.ts')
    return line < 0 ? [] : [moduleAt(new URL(name, dist).href, line + 1)]
  })
  expect(found).toEqual(['core/src/build.ts'])
})

function scenarioOf(name: string) {
  const scenario = scenarios[name]
  if (!scenario) throw new Error(`There is no scenario ${name}.`)
  return scenario
}

function wordsOf({ body }: Post): number {
  return body.replace(/^```[\s\S]*?^```/gm, '').match(/[\p{L}\p{N}][^\s|]*/gu)?.length ?? 0
}

/** The home page, the archive, the list of tags, the pages of tags, and the further pages of all of them. */
function listsOf(all: Post[]): number {
  const parts = (count: number) => Math.ceil(count / 10)
  const tags = new Map<string, number>()
  for (const tag of all.flatMap((post) => post.tags)) tags.set(tag, (tags.get(tag) ?? 0) + 1)
  return 2 + parts(all.length) + [...tags.values()].reduce((sum, count) => sum + parts(count), 0)
}
