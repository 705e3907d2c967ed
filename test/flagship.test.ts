// The site of this repository, built as the command builds it: every page, every link, and the library.
import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type ConfigData, HtmlValidate, StaticConfigLoader } from 'html-validate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const content = fileURLToPath(new URL('../content', import.meta.url))
/** The command as users run it; `npm test` builds it first. */
const bin = fileURLToPath(new URL('../packages/cli/dist/cli.js', import.meta.url))
const asOf = '2026-12-01T00:00:00Z'

/** A copy of the site, so that a test leaves nothing behind in the checkout. */
const temporary = mkdtempSync(join(tmpdir(), 'flagship-'))
const root = join(temporary, 'site')
cpSync(content, root, { recursive: true, filter: (path) => !/[\\/](dist|\.blog-build)$/.test(path) })
afterAll(() => rmSync(temporary, { recursive: true, force: true }))

/** What `--json` tells of a build, as far as it is looked at here. */
interface Report {
  status: string
  messages: { severity: string }[]
  changed: Record<string, string[]>
  stats: Record<string, unknown>
}

/** Builds in a process of its own: nothing is remembered but the output folder. */
async function buildSite(base: string, folder: string) {
  const out = join(temporary, folder)
  const parameters = ['build', root, '--json', '--quiet', '--as-of', asOf, '--base', base, '--out', out]
  const report = JSON.parse(await run([bin, ...parameters])) as Report
  const paths = readdirSync(out, { recursive: true, withFileTypes: true })
    .filter((item) => item.isFile())
    .map((item) => relative(out, join(item.parentPath, item.name)).replaceAll('\\', '/'))
    .sort()
  const pages = new Map(
    paths
      .filter((path) => path.endsWith('.html'))
      .map((path) => [`/${path.replace(/(^|\/)index\.html$/, '$1')}`, readFileSync(join(out, path), 'utf8')]),
  )
  return { report, files: new Set(paths), pages }
}

/** What Node writes to stdout; a build with errors has its report there too. */
function run(parameters: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, parameters, { maxBuffer: 1e8 }, (error, stdout, stderr) =>
      stdout === '' ? reject(error ?? new Error(stderr)) : resolve(stdout),
    )
  })
}

let flagship: Awaited<ReturnType<typeof buildSite>>
beforeAll(async () => {
  flagship = await buildSite('/', 'dist')
})

const pageAt = (address: string) => {
  const html = flagship.pages.get(address)
  if (html === undefined) throw new Error(`There is no page ${address}`)
  return html
}
const all = (html: string, pattern: RegExp) =>
  [...html.matchAll(pattern)].map(([, found = '']) => text(found))
const text = (html: string) =>
  html
    .replace(/<[^>]*>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')

/** What the article files say, in the order of their `order`. */
const articles = readdirSync(join(content, 'articles'))
  .map((name) => readFileSync(join(content, 'articles', name), 'utf8'))
  .map((file) => ({
    title: /^title: "(.*)"$/m.exec(file)?.[1] ?? '',
    slug: /^slug: (.*)$/m.exec(file)?.[1] ?? '',
    order: Number(/^order: (\d+)$/m.exec(file)?.[1]),
    topics: (/^topics: \[(.*)\]$/m.exec(file)?.[1] ?? '').split(', '),
  }))
  .sort((a, b) => a.order - b.order)

test('builds without errors and warnings', () => {
  const { status, messages } = flagship.report
  expect(messages.filter(({ severity }) => severity !== 'info')).toEqual([])
  expect(status).toBe('published')
})

test('has its pages', () => {
  const expected = [
    ...['/', '/404.html', '/about/', '/authors/blog-build/', '/library/', '/library/klarna/'],
    ...articles.map(({ slug }) => `/library/klarna/${slug}/`),
    ...['how-the-engine-works', 'two-parsers', 'how-plugins-came-about'].map((slug) => `/posts/${slug}/`),
    ...['/posts/', '/tags/', '/topics/', '/topics/machine-learning/'],
  ]
  expect([...flagship.pages.keys()]).toEqual(expect.arrayContaining(expected))
  expect(flagship.files).toContain('favicon.svg')
})

test('is not changed by a second build', async () => {
  const again = await buildSite('/', 'dist')
  expect(again.report.status).toBe('published')
  expect(again.report.stats).toMatchObject({ written: 0, removed: 0, unchanged: flagship.files.size })
  expect(again.report.changed).toEqual({ added: [], changed: [], removed: [] })
  expect(again.pages).toEqual(flagship.pages)
})

describe('the library', () => {
  /** Cards as lists show them: those of topics, of the home page, of a company. */
  const cardsIn = (html: string) =>
    (html.match(/<article class="article-card">.*?<\/article>/gs) ?? []).map((card) => ({
      logo: /<img class="logo" src="\/assets\/klarna\.[^"]+\.svg" alt="([^"]*)" width="\d+"/.exec(card)?.[1],
      company: all(card, /<p class="company-line">(.*?)<\/p>/gs)[0],
      title: all(card, /<h[23]>(.*?)<\/h[23]>/gs)[0],
      url: /<h[23]><a href="([^"]*)"/.exec(card)?.[1],
      summary: all(card, /<p class="summary">(.*?)<\/p>/gs)[0] ?? '',
      topics: all(card, /<li>(.*?)<\/li>/gs),
    }))
  const sentences = new Intl.Segmenter('en', { granularity: 'sentence' })

  test('shows a company with its logo, name, and what its engineering is about', () => {
    const html = pageAt('/library/klarna/')
    expect(html).toMatch(
      /<img class="logo" src="[^"]+" alt="Klarna logo" width="248" height="80"\/><h1>Klarna<\/h1>/,
    )
    expect(html).toContain('work, they have to be easy to use, and')
    expect(html).toContain('href="https://engineering.klarna.com"')
  })

  test('shows a card for each article of the company, in order', () => {
    const cards = cardsIn(pageAt('/library/klarna/'))
    expect(cards).toHaveLength(20)
    expect(cards.map(({ title }) => title)).toEqual(articles.map(({ title }) => title))
    expect(cards.map(({ url }) => url)).toEqual(articles.map(({ slug }) => `/library/klarna/${slug}/`))
    expect(cards.map(({ topics }) => topics)).toEqual(articles.map(({ topics }) => topics))
    for (const { logo, company, summary } of cards) {
      expect({ logo, company }).toEqual({ logo: 'Klarna logo', company: 'Klarna' })
      const count = [...sentences.segment(summary)].length
      expect([2, 3, 4], summary).toContain(count)
    }
  })

  test('has a page for each article, with its neighbours', () => {
    for (const [index, { slug, title, topics }] of articles.entries()) {
      const html = pageAt(`/library/klarna/${slug}/`)
      expect(all(html, /<h1>(.*?)<\/h1>/g)).toEqual([title])
      expect(html).toContain('<a href="/library/klarna/"><img class="logo"')
      for (const topic of topics)
        expect(html).toContain(`<a href="/topics/${topic.replaceAll(' ', '-')}/">${topic}</a>`)
      const linked = (rel: string) => new RegExp(`rel="${rel}" href="([^"]*)"`).exec(html)?.[1]
      const urlOf = (at: number) => articles[at] && `/library/klarna/${articles[at].slug}/`
      expect([linked('next'), linked('prev')]).toEqual([urlOf(index - 1), urlOf(index + 1)])
    }
  })

  test('has a note of its own on each article, of two to four sentences', () => {
    const notes = articles.map(({ slug }) => {
      const [note = ''] = all(
        pageAt(`/library/klarna/${slug}/`),
        /<section class="note".*?<\/h2>(.*?)<\/section>/gs,
      )
      const count = [...sentences.segment(note.replaceAll('\n', ' '))].length
      expect([2, 3, 4], note).toContain(count)
      return note
    })
    expect(new Set(notes).size).toBe(articles.length)
  })

  test('lists the articles of each topic', () => {
    for (const topic of new Set(articles.flatMap(({ topics }) => topics))) {
      const titles = articles.filter(({ topics }) => topics.includes(topic)).map(({ title }) => title)
      const html = pageAt(`/topics/${topic.replaceAll(' ', '-')}/`)
      expect(cardsIn(html).map(({ title }) => title)).toEqual(titles)
    }
    expect(pageAt('/topics/')).toContain(
      '<a href="/topics/kafka/">kafka</a> <span class="count">1 article</span>',
    )
  })

  test('is reached from the home page, which shows the newest posts and articles', () => {
    const html = pageAt('/')
    expect(html).toContain('<a href="/posts/how-the-engine-works/">')
    expect(html).toContain('<a href="/library/klarna/">All 20 articles</a>')
    expect(cardsIn(html).map(({ title }) => title)).toEqual(articles.slice(0, 4).map(({ title }) => title))
    expect(pageAt('/library/')).toContain('<a href="/library/klarna/">Klarna</a>')
  })

  test('links a post to its author, and the author to the post', () => {
    expect(pageAt('/posts/how-the-engine-works/')).toContain(
      '<a href="/authors/blog-build/">The blog-build authors</a>',
    )
    expect(pageAt('/authors/blog-build/')).toContain('<a href="/posts/how-the-engine-works/">')
  })
})

describe('every page', () => {
  test('is one document in one language, with a title of its own and one main heading', () => {
    const titles = [...flagship.pages.values()].flatMap((html) => all(html, /<title>(.*?)<\/title>/gs))
    expect(new Set(titles).size).toBe(flagship.pages.size)
    for (const [address, html] of flagship.pages) {
      expect(html, address).toMatch(/^<!doctype html>\n<html lang="en">/)
      expect(html.match(/<h1[\s>]/g), address).toHaveLength(1)
      expect(html.match(/<title>[^<]+<\/title>/g), address).toHaveLength(1)
      expect(
        html.match(/<meta name="description" content="[^"]+"/g)?.length ?? 0,
        address,
      ).toBeLessThanOrEqual(1)
    }
  })

  test('runs no script but that of the search', () => {
    for (const [address, html] of flagship.pages) {
      const scripts = [...html.matchAll(/<script(?! type="application\/ld\+json">)[^>]*>/g)]
      const sources = scripts.map(([script]) => /^<script type="module" src="(.*)">$/.exec(script)?.[1])
      expect(sources, address).toEqual([expect.stringMatching(/^\/assets\/search\.[\w-]+\.js$/)])
      expect(html, address).not.toMatch(/<[a-z][^>]*\son[a-z]+=/)
    }
  })

  test('is valid HTML', async () => {
    const presets = ['html-validate:standard', 'html-validate:document', 'html-validate:a11y']
    const rules: ConfigData['rules'] = {
      // Lists of tags have a name, which ARIA allows.
      'aria-label-misuse': ['error', { allowAnyNamable: true }],
      // The only style sheet is the site's own.
      'require-sri': 'off',
    }
    const validator = new HtmlValidate(new StaticConfigLoader({ root: true, extends: presets, rules }))
    const found: string[] = []
    for (const [address, html] of flagship.pages) {
      const { results } = await validator.validateString(html)
      for (const { messages } of results) {
        found.push(
          ...messages.map(({ ruleId, message, selector }) => `${address} ${ruleId}: ${message} ${selector}`),
        )
      }
    }
    expect(found).toEqual([])
  })
})

describe('links', () => {
  test('lead to pages, files and headings that exist', () => {
    expect(brokenLinks(flagship, '/')).toEqual([])
  })

  test('have the base path before them', async () => {
    const sub = await buildSite('/sub/', 'sub')
    expect(sub.report.messages.filter(({ severity }) => severity !== 'info')).toEqual([])
    expect([...sub.pages.keys()]).toEqual([...flagship.pages.keys()])
    expect(brokenLinks(sub, '/sub/')).toEqual([])
  })

  /** Every `href` and `src` inside the site that leads nowhere, with the page that it stands on. */
  function brokenLinks({ files, pages }: typeof flagship, base: string): string[] {
    const broken: string[] = []
    let count = 0
    for (const [address, html] of pages) {
      for (const [, link = ''] of html.matchAll(/<[a-z]+\s[^>]*?\b(?:href|src)="([^"]*)"/g)) {
        if (/^(https?|mailto):/.test(link)) continue
        count++
        const url = new URL(link.replace(/&amp;/g, '&'), `http://site${base}${address.slice(1)}`)
        const path = decodeURI(url.pathname)
        const inside = path.startsWith(base) ? `/${path.slice(base.length)}` : undefined
        const page = inside === undefined ? undefined : pages.get(inside)
        const isThere = page !== undefined || (inside !== undefined && files.has(inside.slice(1)))
        const id = decodeURIComponent(url.hash.slice(1))
        if (!isThere || (id !== '' && !page?.includes(`id="${id}"`))) broken.push(`${address}: ${link}`)
      }
    }
    expect(count).toBeGreaterThan(1000)
    return broken
  }
})
