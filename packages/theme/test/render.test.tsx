import { existsSync } from 'node:fs'
import { renderToString } from 'preact-render-to-string'
import { describe, expect, it } from 'vitest'
import { formatDate } from '../layouts/parts/date'
import { listUrl, Pagination } from '../layouts/parts/pagination'
import { Toc } from '../layouts/parts/toc'
import { themeFolder, themeStyles } from '../src/index.js'
import { posts, renderPage, samplePages, sampleSite, standardProps, styleSheet } from './sample-site'

const pageNamed = (name: string) => {
  const page = samplePages[name]
  if (!page) throw new Error(`No sample page "${name}"`)
  return page
}
const count = (html: string, pattern: RegExp) => html.match(pattern)?.length ?? 0

describe.each(Object.keys(samplePages))('every page: %s', (name) => {
  it('is a whole document with landmarks, a skip link and one main heading', async () => {
    const html = await renderPage(pageNamed(name))
    expect(html).toMatch(/^<!doctype html><html lang="en"><head><meta charset="utf-8"/)
    expect(count(html, /<main /g)).toBe(1)
    expect(count(html, /<h1[ >]/g)).toBe(1)
    expect(count(html, /<title>/g)).toBe(1)
    expect(html).toMatch(
      /<body class="layout-[a-z-]+"><a class="skip" href="#Main">[^<]+<\/a><header class="site-header">/,
    )
    expect(html).toContain('<main id="Main" tabindex="-1">')
    expect(html).toContain('<nav aria-label="Main">')
    expect(html).toContain('<footer class="site-footer">')
    expect(html).toContain('<link rel="stylesheet" href="/blog/styles/theme.css"/>')
  })

  it('runs no script and loads nothing from elsewhere', async () => {
    const html = (await renderPage(pageNamed(name))).replace(/<div class="prose">[\s\S]*<\/div>/, '')
    expect(html).not.toMatch(/<script|\son\w+=|https?:/)
  })

  it('escapes what authors wrote', async () => {
    const evil = `</title><script>alert(1)</script> "x" & 'y'`
    const entries = posts.map((entry) => ({
      ...entry,
      title: evil,
      summary: evil,
      tags: [evil],
      authors: [evil],
    }))
    const terms = [{ name: evil, slug: 'evil', count: 1 }]
    const site = sampleSite({ entries, terms, outline: { excerpt: evil }, content: '' })
    const page = { ...pageNamed(name), title: evil, description: evil }
    const own = standardProps(page).site
    const html = await renderPage(page, site, {
      site: {
        ...own,
        title: evil,
        description: evil,
        author: evil,
        navigation: [{ text: evil, href: `/"><script>` }],
      },
    })
    expect(html).not.toContain('<script')
    expect(html).toContain('&lt;script>')
    expect(html).not.toMatch(/="[^"]*"x"/)
  })
})

describe('post', () => {
  it('shows title, dates, authors, time to read, tags, contents, neighbours', async () => {
    const html = await renderPage(pageNamed('post'))
    expect(html).toContain(
      '<title>An engine that remembers: how incremental builds stay honest · Field Notes</title>',
    )
    expect(html).toContain('<time datetime="2024-11-10">November 10, 2024</time>')
    expect(html).toContain('Updated <time datetime="2024-11-20T08:30:00+01:00">November 20, 2024</time>')
    expect(html).toContain('Ada Byron, Jens Olsson')
    expect(html).toContain('7 min read')
    expect(html).toContain('<a href="/blog/tags/engine/">engine</a>')
    expect(html).toContain('<nav class="toc" aria-label="On this page">')
    expect(html).toContain('<a href="#early-cutoff">Early cutoff</a>')
    expect(html).toContain('<a class="previous" rel="prev" href="/blog/posts/1/">')
    expect(html).not.toContain('class="next"')
  })

  it('links an author of whom there is an entry', async () => {
    const author = { ...posts[1], id: 'authors/Ada Byron', title: 'Ada B.', url: '/blog/authors/ada/' }
    const html = await renderPage(pageNamed('post'), sampleSite({ entries: [...posts, author as never] }))
    expect(html).toContain(
      '<span class="authors"><a href="/blog/authors/ada/">Ada B.</a>, Jens Olsson</span>',
    )
  })

  it('names the author of the site where the entry names none', async () => {
    const html = await renderPage({ ...pageNamed('post'), entry: 'posts/1' })
    expect(html).toContain('<span class="authors">The platform team</span>')
  })

  it('asks for its own tags only, so that others may come and go', async () => {
    const site = sampleSite()
    await renderPage(pageNamed('post'), site)
    expect(site.asked.filter((question) => question.startsWith('term'))).toEqual([
      'term "tags" "engine"',
      'term "tags" "caching"',
    ])
  })

  it('links no tag that has no page', async () => {
    const html = await renderPage(pageNamed('post'), sampleSite({ terms: [] }))
    expect(html).toContain('<li><span>engine</span></li>')
    expect(html).not.toContain('/tags/engine/')
  })

  it('asks for no terms if it has no tags', async () => {
    const site = sampleSite({ services: {} })
    await renderPage({ ...pageNamed('post'), entry: 'posts/2' }, site)
    expect(site.asked.sort()).toEqual([
      'content "posts/2"',
      'entry "posts/2"',
      'neighbours "posts/2"',
      'outline "posts/2"',
    ])
  })

  it('has no empty box for an entry without text', async () => {
    expect(await renderPage(pageNamed('post'), sampleSite({ content: '' }))).not.toContain('class="prose"')
  })

  it('takes tags named like members of objects', async () => {
    const entries = posts.map((entry) => ({ ...entry, tags: ['constructor', '__proto__'] }))
    const terms = [{ name: '__proto__', slug: 'proto', count: 1 }]
    const html = await renderPage(pageNamed('post'), sampleSite({ entries, terms }))
    expect(html).toContain(
      '<li><span>constructor</span></li><li><a href="/blog/tags/proto/">__proto__</a></li>',
    )
  })
})

describe('series', () => {
  it('says at a post which part it is, and leads to those around it', async () => {
    const html = await renderPage({ ...pageNamed('post'), entry: 'posts/1' })
    expect(html).toContain('<nav class="series" aria-label="Series">')
    expect(html).toContain('Part 2 of 3: <a href="/blog/series/engines/">Engines</a>')
    expect(html).toContain('Previous part: <a href="/blog/posts/2/">Notes on naming things</a>')
    expect(html).toContain('Next part: <a href="/blog/posts/0/">An engine')
  })

  it('leaves out the way that there is not, and all of it where there is no such plugin', async () => {
    expect(await renderPage(pageNamed('post'))).not.toContain('Next part')
    expect(await renderPage(pageNamed('post'), sampleSite({ services: {} }))).not.toContain('series')
  })

  it('has its parts in order on its own page', async () => {
    const html = await renderPage(pageNamed('series'))
    expect(html).toContain('<a href="/blog/series/">Series</a>')
    expect(html).toContain('<span>3 parts</span>')
    const [, list = ''] = html.split('<ol class="parts">')
    expect([...list.matchAll(/<a href="\/blog\/posts\/(\d)\/">/g)].map(([, at]) => at)).toEqual([
      '2',
      '1',
      '0',
    ])
  })
})

describe('authors', () => {
  const author = async (name: string) =>
    name === 'Jens Olsson' ? { name } : { name: 'Ada B.', permalink: '/authors/ada/' }

  it('are named and linked as their plugin says', async () => {
    const html = await renderPage(pageNamed('post'), sampleSite({ services: { authors: { author } } }))
    expect(html).toContain(
      '<span class="authors"><a href="/blog/authors/ada/">Ada B.</a>, Jens Olsson</span>',
    )
  })

  it('have a page with what they wrote, and what is said of them on the first one only', async () => {
    const site = sampleSite()
    const page = pageNamed('author')
    const html = await renderPage(page, site)
    expect(site.asked).toContain('count {"where":{"authors":"Ada Byron"}}')
    expect(html).toContain('<a href="/blog/authors/">Authors</a>')
    expect(html).toContain('<h1>Ada Byron</h1><p class="meta"><span>1 post</span></p><div class="prose">')
    const second = await renderPage({ ...page, params: { ...page.params, number: 2, pages: 2 } }, site)
    expect(second).toContain('<title>Ada Byron (Page 2 of 2) · Field Notes</title>')
    expect(second).not.toContain('class="prose"')
  })

  it('are listed with the number of their posts', async () => {
    const site = sampleSite({
      terms: [
        { name: 'ada', slug: 'ada', count: 3 },
        { name: 'Jens Olsson', slug: 'jens-olsson', count: 1 },
      ],
      services: { authors: { author } },
    })
    const html = await renderPage(pageNamed('authors'), site)
    expect(html).toContain('<a href="/blog/authors/ada/">Ada B.</a> <span class="count">3 posts</span>')
    expect(html).toContain('<span>Jens Olsson</span> <span class="count">1 post</span>')
  })
})

describe('related posts', () => {
  const entries = [
    {
      title: 'On <locks>',
      url: '/blog/posts/4/',
      reasons: [
        { kind: 'links', way: 'here' },
        { kind: 'terms', field: 'tags', names: ['erlang', 'otp'] },
        { kind: 'text', words: ['supervisor'] },
      ],
    },
    { title: 'More', url: '/blog/posts/5/', reasons: [{ kind: 'terms', field: 'tags', names: ['otp'] }] },
  ]

  it('are shown with the reason, if a plugin knows them', async () => {
    const html = await renderPage(
      pageNamed('post'),
      sampleSite({ services: { related: { entries: async () => entries } } }),
    )
    expect(html).toContain('<section class="related" aria-labelledby="Related"><h2 id="Related">Related</h2>')
    expect(html).toContain(
      '<li><a href="/blog/posts/4/">On &lt;locks></a><p class="reason">Links here; shares the tags erlang, otp; similar text: supervisor</p></li>',
    )
    expect(html).toContain('<p class="reason">Shares the tag otp</p>')
  })

  it('are nothing where there are none', async () => {
    const site = sampleSite({ services: { related: { entries: async () => [] } } })
    expect(await renderPage(pageNamed('post'), site)).not.toContain('related')
    expect(await renderPage(pageNamed('post'))).not.toContain('related')
  })
})

describe('home', () => {
  it('asks for one part of the list, without data', async () => {
    const site = sampleSite()
    const html = await renderPage(pageNamed('home-2'), site)
    expect(site.asked).toContain('entries {"offset":10,"limit":10,"fields":[]}')
    expect(count(html, /<article class="card">/g)).toBe(2)
    expect(html).toContain('<title>Page 2 of 2 · Field Notes</title>')
    expect(html).toContain('href="/blog/"><span aria-hidden="true">←</span> Newer')
  })

  it('shows the description on the first page, and the summary or excerpt of each post', async () => {
    const html = await renderPage(pageNamed('home'))
    expect(html).toContain('<title>Field Notes</title>')
    expect(html).toContain('<p class="statement">Notes on databases')
    expect(html).toContain('<p>A task asks for what it needs')
    expect(html).toContain('<p>Every build tool makes the same promise')
    expect(html).toContain('href="/blog/page/2/"')
  })

  it('puts the content of the index above the list, under its own title if it has one', async () => {
    const page = pageNamed('home-index')
    const titled = await renderPage(page, sampleSite({ outline: { heading: 'Notes on naming things' } }))
    expect(titled).toMatch(/<h1>Notes on naming things<\/h1><div class="prose">[\s\S]*<div class="cards">/)
    const untitled = await renderPage(page, sampleSite({ outline: { heading: 'What a build remembers' } }))
    expect(untitled).toContain('<h1>Field Notes</h1>')
  })

  it('says that there is nothing yet', async () => {
    expect(await renderPage(pageNamed('home'), sampleSite({ entries: [] }))).toContain('<p class="empty">')
  })
})

describe('lists', () => {
  it('shows the entries of a term', async () => {
    const site = sampleSite()
    const html = await renderPage(pageNamed('term'), site)
    expect(site.asked).toContain('count {"where":{"tags":"debugging"}}')
    expect(html).toContain('<a href="/blog/tags/">Tags</a>')
    expect(html).toContain('<h1>debugging</h1><p class="meta"><span>5 posts</span></p>')
    expect(html).toContain('<a href="/blog/tags/" aria-current="true">Tags</a>')
  })

  it('asks within a collection if the page names one', async () => {
    const site = sampleSite()
    const page = pageNamed('term')
    await renderPage({ ...page, params: { ...page.params, collection: 'articles' } }, site)
    expect(site.asked).toContain('count {"where":{"tags":"debugging"},"collection":"articles"}')
  })

  it('shows all terms with their counts', async () => {
    const html = await renderPage(pageNamed('terms'))
    expect(html).toContain('<a href="/blog/tags/c-sharp/">C#</a> <span class="count">1 post</span>')
    expect(html).toContain('<a href="/blog/tags/" aria-current="page">Tags</a>')
  })

  it('groups the archive by year, undated entries last', async () => {
    const undated = { ...posts[0], id: 'posts/x', title: 'Timeless', url: '/blog/x/', date: undefined }
    const html = await renderPage(pageNamed('archive'), sampleSite({ entries: [...posts, undated as never] }))
    expect([...html.matchAll(/<h2>(.*?)<\/h2>/g)].map(([, year]) => year)).toEqual([
      '2024',
      '2023',
      'Undated',
    ])
    expect(count(html, /<li><a /g) - 3).toBe(13)
    expect(html).toContain('<time datetime="2024-11-10">Nov 10</time>')
  })

  it.each([
    ['/', 1, 2, '/blog/page/2/'],
    ['/page/3/', 3, 2, '/blog/page/2/'],
    ['/tags/x/page/2/', 2, 1, '/blog/tags/x/'],
    ['/tags/page/', 1, 2, '/blog/tags/page/page/2/'],
  ])('finds the pages of the list at %s', (permalink, number, target, url) => {
    const page = { permalink, layout: 'term', params: { number, pages: 3 } }
    expect(listUrl(standardProps(page).page, target)).toBe(url)
  })

  it('has no pagination for one page', () => {
    const { page } = standardProps({ permalink: '/', layout: 'home', params: { number: 1, pages: 1 } })
    expect(renderToString(<Pagination page={page} />)).toBe('')
  })
})

describe('parts', () => {
  it.each([
    ['2024-02-29', 'en', 'February 29, 2024'],
    ['2024-01-31T23:30:00-08:00', 'en', 'January 31, 2024'],
    ['2024-01-31', 'de', '31. Januar 2024'],
    ['2024-01-31', 'not a language', 'January 31, 2024'],
    ['soon', 'en', 'soon'],
  ])('writes %s in %s as %s', (date, language, text) => {
    expect(formatDate(date, language)).toBe(text)
  })

  it('needs three headings for a table of contents', () => {
    const item = (id: string) => ({ id, text: id, depth: 2, children: [] })
    expect(renderToString(<Toc items={[item('a'), item('b')]} />)).toBe('')
    expect(renderToString(<Toc items={[item('a'), { ...item('b'), children: [item('c d')] }]} />)).toContain(
      '#c%20d',
    )
  })

  it('has no navigation where there is none', async () => {
    const page = pageNamed('not-found')
    const { site } = standardProps(page)
    const html = await renderPage(page, sampleSite(), { site: { ...site, navigation: [] } })
    expect(html).not.toContain('<nav')
  })
})

it('says where its files are', () => {
  for (const name of [
    'post',
    'page',
    'home',
    'term',
    'terms',
    'author',
    'authors',
    'series',
    'archive',
    'not-found',
  ]) {
    expect(existsSync(`${themeFolder}/${name}.tsx`)).toBe(true)
  }
  expect(themeStyles.every((path) => existsSync(path))).toBe(true)
})

it('loads no fonts and nothing else by its styles', () => {
  const css = styleSheet()
  expect(css).toContain('.hljs-')
  expect(css).not.toMatch(/@import|@font-face|url\(/)
})
