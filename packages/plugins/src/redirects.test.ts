import { describe, expect, test } from 'vitest'
import { type FakeSite, fakeSite, settingsOf } from '../test/fake-site.js'
import { readXml } from '../test/read-xml.js'
import { type RedirectsOptions, redirects } from './redirects.js'

const entry = (name: string, aliases: string[], more = {}) => ({
  id: `posts/${name}`,
  title: name,
  permalink: `/posts/${name}/`,
  data: { aliases },
  ...more,
})
const siteOf = (...entries: ReturnType<typeof entry>[]): FakeSite => ({
  entries,
  pages: entries.map(({ id, permalink }) => ({ permalink, layout: 'post', params: {}, entry: id })),
})
const emit = async (site: FakeSite, options?: RedirectsOptions) => {
  const files = (await redirects(options).emit?.(fakeSite(site, redirects(options)))) ?? []
  return Object.fromEntries(files.map(({ path, body }) => [path, String(body)]))
}
const check = async (site: FakeSite) => (await redirects().check?.(fakeSite(site, redirects()))) ?? []
const config = { url: 'https://example.org', base: '/blog/' }

test('there is a page at each former address, for people and for machines, without a script', async () => {
  const files = await emit({ ...siteOf(entry('a', ['/old/', '/older.html'])), config })
  expect(Object.keys(files)).toEqual(['old/index.html', 'older.html'])
  expect(files['old/index.html']).toBe(`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"/>
<title>a</title>
<link rel="canonical" href="https://example.org/blog/posts/a/"/>
<meta name="robots" content="noindex"/>
<meta http-equiv="refresh" content="0; url=/blog/posts/a/"/>
</head>
<body>
<p>→ <a href="/blog/posts/a/">a</a></p>
</body>
</html>
`)
})

test('without aliases there is nothing, whatever files are wanted', async () => {
  expect(await emit(siteOf(entry('a', [])), { files: ['netlify', 'apache', 'nginx'] })).toEqual({})
})

test('hosts get their files, with addresses as each of them compares these', async () => {
  const site = { ...siteOf(entry('a', ['/größe (1)/', '/old.xml', '/$x/'], { permalink: '/p/$a/' })), config }
  const files = await emit(site, { pages: false, files: ['netlify', 'apache', 'nginx'] })
  expect(files).toEqual({
    _redirects: [
      '/blog/$x/ /blog/p/$a/ 301\n',
      '/blog/gr%C3%B6%C3%9Fe%20(1)/ /blog/p/$a/ 301\n',
      '/blog/old.xml /blog/p/$a/ 301\n',
    ].join(''),
    '.htaccess': [
      'RedirectMatch 301 "^/blog/\\$x/$" "/blog/p/\\$a/"\n',
      'RedirectMatch 301 "^/blog/größe \\(1\\)/$" "/blog/p/\\$a/"\n',
      'RedirectMatch 301 "^/blog/old\\.xml$" "/blog/p/\\$a/"\n',
    ].join(''),
    'redirects.nginx.conf': [
      'map $uri $moved {\n  default "";\n',
      '  "/blog/$x/" "/blog/p/%24a/";\n',
      '  "/blog/größe (1)/" "/blog/p/%24a/";\n',
      '  "/blog/old.xml" "/blog/p/%24a/";\n}\n',
    ].join(''),
  })
  // What is no HTML by its name gets no page of HTML.
  expect(Object.keys(await emit(site))).toEqual(['$x/index.html', 'größe (1)/index.html'])
})

test('I10: titles and addresses stay text', async () => {
  const title = '</title><script>alert(1)</script> "\' &amp; ]]> \u0000'
  const site = siteOf(entry('a', [`/'onload=alert(1) &quot;/`], { title, permalink: "/x'&/" }))
  const [page = ''] = Object.values(await emit(site))
  expect(page).not.toContain('<script')
  const root = readXml(page.replace('<!doctype html>', ''))
  const links = root.children.flatMap(({ children }) => children).flatMap(({ children }) => children)
  expect(links.map(({ attributes }) => attributes)).toEqual([{ href: "/x'&/" }])
})

test('the checked addresses are those that plugins and queries find', () => {
  const given = { aliases: ['/a/', '/b/', '/a/'], data: { title: 'x', aliases: '/a' } }
  expect(redirects().entry?.(fakeSite({}) as never, given as never)).toMatchObject({
    data: { title: 'x', aliases: ['/a/', '/b/'] },
  })
  const none = { aliases: [], data: {} }
  expect(redirects().entry?.(fakeSite({}) as never, none as never)).toBe(none)
})

describe('I10: what can be no redirect is told, and left out', () => {
  const rules = async (site: FakeSite) =>
    (await check(site)).map(({ rule, severity, path }) => [rule, severity, path])

  test.each(['/posts/a/', '/posts/a/index.html', '/Posts/A/'])('its own address: %s', async (alias) => {
    const site = siteOf(entry('a', [alias, '/old/']))
    expect(await rules(site)).toEqual([['alias-own-address', 'warning', 'content/posts/a.md']])
    expect(Object.keys(await emit(site))).toEqual(['old/index.html'])
  })

  test('the address of another page, and so a circle of two', async () => {
    const site = siteOf(entry('a', ['/posts/b/']), entry('b', ['/posts/a/']))
    expect(await rules(site)).toEqual([
      ['alias-taken', 'warning', 'content/posts/a.md'],
      ['alias-taken', 'warning', 'content/posts/b.md'],
    ])
    expect(await emit(site, { files: ['netlify'] })).toEqual({})
  })

  test('one address of two entries', async () => {
    const site = siteOf(entry('b', ['/old/']), entry('a', ['/Old/']))
    expect(await rules(site)).toEqual([['alias-twice', 'error', 'content/posts/b.md']])
    expect(Object.keys(await emit(site))).toEqual(['Old/index.html'])
  })
})

test('unlisted entries lead on too, entries without a page do not', async () => {
  const site = siteOf(entry('a', ['/old/'], { unlisted: true }))
  expect(Object.keys(await emit(site))).toEqual(['old/index.html'])
  expect(await emit({ ...site, pages: [] })).toEqual({})
})

test('wrong options are refused', () => {
  expect(() => settingsOf(redirects({ files: ['ngnix' as never] }))).toThrow(
    '`files.0`: it must be `netlify`, `apache` or `nginx`, not "ngnix".',
  )
})
