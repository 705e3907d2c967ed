// The benchmark of search: its corpus, its edits, what it counts, and its tables. The rivals are no part of the tests.
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, test } from 'vitest'
import { createPost } from '../bench/corpus.mjs'
import { beginSearchContest } from '../bench/search/contest.mjs'
import { documentAt } from '../bench/search/documents.mjs'
import { changeBetween, sizeOf } from '../bench/search/index-files.mjs'
import { centile95, searchReportOf } from '../bench/search/report.mjs'
import { sentenceEdits } from '../bench/search/sentence-edits.mjs'
import { serveFiles } from '../bench/search/server.mjs'
import { corpora, layOutSite } from '../bench/search/sites.mjs'
import { createVariedPost } from '../bench/search/varied-post.mjs'
import { vocabulary } from '../bench/search/vocabulary.mjs'
import { rareWords, titleQueries } from '../bench/search/words.mjs'

const folder = mkdtempSync(join(tmpdir(), 'bench-search-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function put(path: string, content: string) {
  mkdirSync(join(folder, path, '..'), { recursive: true })
  writeFileSync(join(folder, path), content)
}

describe('the corpus of many words', () => {
  test('is the same everywhere', () => {
    const hash = createHash('sha256').update(vocabulary.join(' '))
    for (let number = 0; number < 20; number++) {
      const { pictures, ...post } = createVariedPost(number)
      hash.update(JSON.stringify(post))
    }
    // Another hash makes figures of before and after incomparable: change it only with docs/benchmarks.md.
    expect(hash.digest('hex')).toBe('f088d8889f1abb2722e70d9b29fe242a6401daa504950bd5e01403fd21526e2f')
  })

  test('has 40,000 words, of which 150 make up a third of a text and more, and many are rare', () => {
    expect(new Set(vocabulary).size).toBe(40_000)
    const counts = new Map<string, number>()
    for (let number = 0; number < 300; number++) {
      for (const word of proseOf(createVariedPost(number).body)) counts.set(word, (counts.get(word) ?? 0) + 1)
    }
    const all = [...counts.values()]
    const total = all.reduce((sum, count) => sum + count, 0)
    const frequent = vocabulary.slice(0, 150).reduce((sum, word) => sum + (counts.get(word) ?? 0), 0)
    expect(frequent / total).toBeGreaterThan(0.3)
    expect(frequent / total).toBeLessThan(0.5)
    expect(all.filter((count) => count <= 2).length / all.length).toBeGreaterThan(0.4)
  })

  test('has the form of the other: code, links, and the number of words', () => {
    for (let number = 0; number < 50; number++) {
      const [plain, varied] = [createPost(number).body, createVariedPost(number).body]
      const kept = (text: string) => text.match(/^```[\s\S]*?^```|\]\([^)]*\)/gm)
      expect(kept(varied)).toEqual(kept(plain))
      expect(varied.split(/\s+/).length).toBe(plain.split(/\s+/).length)
    }
  })
})

describe('edits of a sentence', () => {
  test.each(Object.keys(corpora))('change one line of prose, in the corpus of %s words', (name) => {
    const corpus = corpora[name]
    if (!corpus) throw new Error(`There is no corpus ${name}.`)
    const site = join(folder, name)
    layOutSite(site, { corpus, posts: 10, isSearched: false })
    const lengths = sentenceEdits(corpus, 10, 12).map(({ path, change }) => {
      const before = readFileSync(join(site, 'content', path), 'utf8')
      const [old, fresh] = [before.split('\n'), change(before).split('\n')]
      const differing = fresh.flatMap((line, at) => (line === old[at] ? [] : [at]))
      expect(fresh.length).toBe(old.length)
      expect(differing).toHaveLength(1)
      expect(old[differing[0] ?? 0]).toMatch(/\. /)
      return change(before).length - before.length
    })
    expect(Math.min(...lengths)).toBeLessThan(0)
    expect(Math.max(...lengths)).toBeGreaterThan(0)
  })
})

describe('words to search for', () => {
  const documents = Array.from({ length: 40 }, (_, number) => {
    const { title, body, slug } = createVariedPost(number)
    return { id: `/${slug}/`, title, headings: '', text: body }
  })

  test('are rare, and stand in no post when they are misspelt', () => {
    const text = documents.map((document) => `${document.title} ${document.text}`.toLowerCase()).join('\n')
    const rare = rareWords(documents, 50)
    expect(rare).toHaveLength(50)
    for (const { word, pages, spelt } of rare) {
      expect(pages.length).toBeLessThanOrEqual(5)
      expect(spelt.right).toBe(word)
      expect(spelt.behind.slice(0, 2)).toBe(word.slice(0, 2))
      expect(spelt.cut).toBe(word.slice(0, -2))
      for (const wrong of [spelt.behind, spelt.anywhere]) {
        expect(Math.abs(wrong.length - word.length)).toBeLessThanOrEqual(1)
        expect(text).not.toMatch(new RegExp(`(?<![a-z\`.])${wrong}(?= |\\.\\s)`))
      }
    }
    expect(rareWords(documents, 50)).toEqual(rare)
  })

  test('of titles stand in five posts together', () => {
    const queries = titleQueries(documents, 5)
    expect(new Set(queries).size).toBe(5)
    for (const query of queries) {
      const words = query.split(' ')
      const found = documents.filter(({ title, text }) =>
        words.every((word) => new RegExp(`\\b${word}\\b`, 'i').test(`${title} ${text}`)),
      )
      expect(found.length, query).toBeGreaterThanOrEqual(5)
    }
  })
})

test('a document is what stands in the main part of a page', () => {
  put(
    'site/a/index.html',
    '<title>A &amp; B</title><nav>no</nav><main><h2 id="x">One <em>t</em>wo</h2><p>a<b>b</b>c</p><pre>x &lt; y</pre><script>no</script></main>',
  )
  const document = { id: '/a/', title: 'A & B', headings: 'One two', text: 'One two\nabc\nx < y' }
  expect(documentAt(join(folder, 'site'), '/a/')).toEqual(document)
})

test('files of an index are weighed, and compared', () => {
  put('before/kept', 'same')
  put('before/gone', 'old')
  put('before/other.txt', 'a')
  put('after/kept', 'same')
  put('after/other.txt', 'bbb')
  put('after/new', 'x'.repeat(1000))
  put('after/code.js', 'no index')
  expect(changeBetween(join(folder, 'before'), join(folder, 'after'))).toEqual({ files: 4, bytes: 1011 })
  const zipped = 7 + gzipSync('x'.repeat(1000)).length
  expect(sizeOf(join(folder, 'after'), /\.js$/)).toEqual({ files: 3, bytes: 1007, zipped })
})

test('the server compresses texts and nothing else, and counts what it sends', async () => {
  const text = 'text '.repeat(1000)
  put('served/a.json', text)
  put('served/a.bin', text)
  const server = await serveFiles([join(folder, 'none'), join(folder, 'served')])
  for (const path of ['/a.json', '/a.bin?h=1', '/../secret']) await fetch(server.origin + path)
  await server.close()
  expect(server.served.map(({ path, status }) => `${status} ${path}`)).toEqual([
    '200 /a.json',
    '200 /a.bin',
    '404 /secret',
  ])
  const [json = 0, binary = 0] = server.served.map(({ bytes }) => bytes)
  expect(json).toBeLessThan(500)
  expect(binary).toBeGreaterThan(text.length)
})

test('the report has the differences of pairs, changes, visits and shares', () => {
  const cost = (wall: number) => ({ wall, cpu: 2 * wall })
  const change = (files: number) => ({ files, bytes: 1000 * files })
  const visit = {
    requests: 8,
    paths: [],
    bytes: 120_000,
    scripts: 9000,
    wall: 90,
    main: 30,
    cpu: 40,
  }
  const right = { right: 1, behind: 0.5, anywhere: 0.25, cut: 0.125 }
  const contest = {
    ...beginSearchContest('many', 10_000),
    // The greatest of what is built without is greater than the least with it: only pairs tell.
    cold: { without: [cost(10), cost(30)], with: [cost(14), cost(36)], pages: [cost(20), cost(20)] },
    session: {
      without: [cost(1), cost(1)].map((each) => ({ ...each, all: change(1), index: change(0) })),
      with: [cost(1.5), cost(1.5)].map((each, at) => ({ ...each, all: change(9), index: change(7 + at) })),
    },
    edited: { pages: [cost(20)] },
    changed: { pages: [change(300)] },
    sizes: { 'blog-build': { files: 20, bytes: 3e6, zipped: 1.5e6 } },
    visits: { 'blog-build': [visit, { ...visit, requests: 9, bytes: 130_000 }] },
    spelling: { 'blog-build': right },
    loads: [0.5, 1.5],
  }
  const worth = {
    queries: 24,
    ndcg: 0.7,
    recall: 0.8,
    reciprocalRank: 0.9,
    unanswerable: { queries: 2, empty: 1 },
  }
  const relevance = [
    {
      site: 'manual',
      engine: 'Pagefind',
      halves: { open: worth, held: { ...worth, ndcg: 0.6 } },
      spelling: right,
    },
  ]
  const circumstances = { date: '2026-01-01', machine: 'one core', runs: 2, versions: { Pagefind: '1.6.0' } }
  const report = searchReportOf({ circumstances, contests: [contest], relevance })
  for (const line of [
    '2026-01-01, one core.\nPagefind 1.6.0. Medians of 2 runs.',
    '### Search: 10,000 posts, a vocabulary of 40,000 words',
    'Load of the machine meanwhile: 0.5 to 1.5.',
    '| blog-build, the search alone | 5.00 | 10.0 | 1.00 | 1.00 |',
    '| Pagefind, of the pages | 20.0 | 40.0 | 4.00 | 4.00 |',
    '| blog-build, the search alone, site open | 0.500 | 1.00 | 1.00 | 1.00 |',
    '| Pagefind, of the pages | 20.0 | 40.0 | 40 | 40 |',
    '| blog-build, index | 2 | 7.5 | 8 | 8 | 7.5 | 8.0 | 8.0 |',
    '| Pagefind, of the pages | 1 | 300 | 300 | 300 | 300 | 300 | 300 |',
    '| blog-build | 20 | 3.0 | 1.5 | 8.5 to 9 | 125 | 130 | 9.0 | 30 | 40 | 90 |',
    '| blog-build | 100 % | 50 % | 25 % | 13 % |',
    '| Pagefind | 24 | 0.600 | 0.800 | 0.900 | 1 of 2 |',
  ])
    expect(report).toContain(line)
})

test('of twenty values, one may be greater than the 95th part', () => {
  expect(centile95(Array.from({ length: 20 }, (_, at) => at + 1))).toBe(19)
  expect(centile95([3])).toBe(3)
})

function proseOf(body: string): string[] {
  return (
    body
      .replace(/^```[\s\S]*?^```|\]\([^)]*\)/gm, ' ')
      .toLowerCase()
      .match(/[a-z]+/g) ?? []
  )
}
