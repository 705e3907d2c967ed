import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type FakeSite, fakeSite, settingsOf } from '../test/fake-site.js'
import { all, readXml, textOf } from '../test/read-xml.js'
import { type SitemapOptions, sitemap, spread } from './sitemap.js'

const emit = async (site: FakeSite, options?: SitemapOptions) =>
  (await sitemap(options).emit?.(fakeSite(site, sitemap(options)))) ?? []
const config = { url: 'https://example.org' }
const page = (permalink: string, more = {}) => ({ permalink, layout: 'page', params: {}, ...more })

test('listed pages are in it, with the dates that their entries say', async () => {
  const files = await emit({
    config: { ...config, base: '/blog/' },
    entries: [
      { id: 'posts/a', date: '2024-01-31' },
      { id: 'posts/b', date: '2024-01-31', updated: '2024-02-01T10:00:00+01:00' },
    ],
    pages: [page('/'), page('/a/', { entry: 'posts/a' }), page('/b/', { entry: 'posts/b' })],
  })
  expect(files.map(({ path }) => path)).toEqual(['sitemap.xml'])
  const urls = all(readXml(String(files[0]?.body)), 'url')
  expect(urls.map((url) => [textOf(url, 'loc'), textOf(url, 'lastmod')])).toEqual([
    ['https://example.org/blog/', undefined],
    ['https://example.org/blog/a/', '2024-01-31'],
    ['https://example.org/blog/b/', '2024-02-01T10:00:00+01:00'],
  ])
})

test('A30: unlisted pages and the page of unknown addresses are not in it', async () => {
  const pages = [page('/404.html'), page('/a/'), page('/secret/', { unlisted: true })]
  const [file] = await emit({ config, pages })
  expect(file?.body).toContain('<loc>https://example.org/a/</loc>')
  expect(file?.body).not.toMatch(/secret|404/)
})

test('without a url there is none, and nothing else is asked', async () => {
  const site = fakeSite({ pages: [page('/')] }, sitemap())
  expect(await sitemap().emit?.(site)).toEqual([])
  expect(site.asked).toEqual(['config url'])
})

test('an address with characters of XML and of other scripts is a proper URL', async () => {
  const [file] = await emit({ config, pages: [page("/größe/'a'&b/")] })
  const [url] = all(readXml(String(file?.body)), 'url')
  expect(textOf(url as never, 'loc')).toBe("https://example.org/gr%C3%B6%C3%9Fe/'a'&b/")
})

test('I7: 120,000 pages are three files under an index', async () => {
  const pages = Array.from({ length: 120_000 }, (_, index) => page(`/${String(index).padStart(6, '0')}/`))
  const files = await emit({ config, pages }, { path: 'map/sitemap.xml' })
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
        const parts = spread(urls, { urls: most, bytes })
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

test('a wrong option is refused', () => {
  expect(() => settingsOf(sitemap({ path: '/sitemap.xml' }))).toThrow(
    '`path`: it must be a path such as `sitemap.xml`',
  )
})
