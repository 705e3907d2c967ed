import type { EmitContext, Page } from '@blog-build/core/plugin'
import { testPlugin } from '@blog-build/core/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { planning } from '../test/planning.js'
import { all, readXml, textOf } from '../test/read-xml.js'
import { refusals } from '../test/refusals.js'
import { written } from '../test/written.js'
import { type SitemapOptions, sitemap, splitUrls } from './sitemap.js'

const url = 'https://example.org'

const textWith = async (...pages: Partial<Page>[]) => {
  const built = await testPlugin(sitemap, { config: { url, plugins: [planning(...pages)] } })
  return built.outputs['sitemap.xml'] ?? ''
}
const urlsIn = (text: string | undefined) =>
  all(readXml(text ?? ''), 'url').map((one) => [textOf(one, 'loc'), textOf(one, 'lastmod')])

test('listed pages are in it, with the dates that their entries say', async () => {
  const files = {
    'content/posts/a.md': written({ date: '2024-01-31' }),
    'content/posts/b.md': written({ date: '2024-01-31', updated: '2024-02-01T10:00:00+01:00' }),
    'content/pages/about.md': '# About',
  }
  const built = await testPlugin(sitemap, { files, config: { url, base: '/blog/' } })
  expect(Object.keys(built.outputs)).toEqual(['sitemap.xml'])
  expect(urlsIn(built.outputs['sitemap.xml'])).toEqual([
    ['https://example.org/blog/about/', undefined],
    ['https://example.org/blog/posts/a/', '2024-01-31'],
    ['https://example.org/blog/posts/b/', '2024-02-01T10:00:00+01:00'],
  ])
  const longer = await built.edit({ files: { 'content/pages/about.md': '# About\n\nMore.' } })
  expect(longer.ran).toEqual([])
  const dated = await longer.edit({ files: { 'content/posts/a.md': written({ date: '2024-03-01' }) } })
  expect([dated.ran, dated.changed.includes('sitemap.xml')]).toEqual([['emit'], true])
})

test('A30: unlisted pages and the page of unknown addresses are not in it', async () => {
  const text = await textWith(
    { permalink: '/404.html' },
    { permalink: '/a/' },
    { permalink: '/secret/', unlisted: true },
  )
  expect(urlsIn(text)).toEqual([['https://example.org/a/', undefined]])
})

test('without a url there is none, and nothing else is asked', async () => {
  const built = await testPlugin(sitemap, { config: { plugins: [planning({ permalink: '/' })] } })
  expect(built.outputs).toEqual({})
  expect((await built.edit({ files: { 'content/posts/a.md': '# A' } })).ran).toEqual([])
})

test('an address with characters of XML and of other scripts is a proper URL', async () => {
  const [[address] = []] = urlsIn(await textWith({ permalink: "/größe/'a'&b/" }))
  expect(address).toBe("https://example.org/gr%C3%B6%C3%9Fe/'a'&b/")
})

test('I7: 120,000 pages are three files under an index', async () => {
  const pages = Array.from({ length: 120_000 }, (_, index) => ({
    permalink: `/${String(index).padStart(6, '0')}/`,
  }))
  // So many pages are no site to render here: what the hook asks is answered by hand.
  const options: SitemapOptions = { path: 'map/sitemap.xml' }
  const context = {
    options,
    config: () => url,
    pages: () => pages,
    absolute: (path: string) => `${url}${path}`,
  } as unknown as EmitContext
  const files = (await sitemap(options).emit?.(context)) ?? []
  const paths = ['map/sitemap.xml', 'map/sitemap-1.xml', 'map/sitemap-2.xml', 'map/sitemap-3.xml']
  expect(files.map(({ path }) => path)).toEqual(paths)
  const index = readXml(String(files[0]?.body))
  expect(index.name).toBe('sitemapindex')
  expect(all(index, 'sitemap').map((one) => textOf(one, 'loc'))).toEqual(
    paths.slice(1).map((path) => `https://example.org/${path}`),
  )
  const counts = files.slice(1).map(({ body }) => String(body).split('<loc>').length - 1)
  expect(counts).toEqual([50_000, 50_000, 20_000])
})

test('I7: files are spread by size too, in order, and none is empty', () => {
  const texts = fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 }), { maxLength: 40 })
  fc.assert(
    fc.property(
      texts,
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 40, max: 120 }),
      (urls, most, bytes) => {
        const parts = splitUrls(urls, { urls: most, bytes })
        expect(parts.flat()).toEqual(urls)
        for (const part of parts) {
          expect(part.length).toBeLessThanOrEqual(most)
          if (part.length > 1) expect(Buffer.byteLength(part.join('\n')) + 1).toBeLessThanOrEqual(bytes)
          if (urls.length > 0) expect(part.length).toBeGreaterThan(0)
        }
      },
    ),
  )
})

test('a wrong option is refused', async () => {
  expect(await refusals(sitemap({ path: '/sitemap.xml' }))).toContain(
    '`path`: it must be a path such as `sitemap.xml`',
  )
})
