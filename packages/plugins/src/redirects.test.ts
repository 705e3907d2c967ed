import { testPlugin } from '@blog-build/core/testing'
import { describe, expect, test } from 'vitest'
import { readXml } from '../test/read-xml.js'
import { refusals } from '../test/refusals.js'
import { written } from '../test/written.js'
import { type RedirectsOptions, redirects } from './redirects.js'
import { robots } from './robots.js'

/** Posts by name, each with its aliases and what else it says. */
const posts = (aliases: Record<string, string[]>, more = {}) =>
  Object.fromEntries(
    Object.entries(aliases).map(([name, list]) => [
      `content/posts/${name}.md`,
      written({ title: name, aliases: list, ...more }),
    ]),
  )
const build = (files: Record<string, string>, options?: RedirectsOptions, config = {}) =>
  testPlugin(() => redirects(options), { files, config })
const config = { url: 'https://example.org', base: '/blog/' }

test('there is a page at each former address, for people and for machines, without a script', async () => {
  const { outputs, messages } = await build(posts({ a: ['/old/', '/older.html'] }), {}, config)
  expect(messages).toEqual([])
  expect(Object.keys(outputs)).toEqual(['old/index.html', 'older.html'])
  expect(outputs['old/index.html']).toBe(`<!doctype html>
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

test('without aliases there is nothing, whatever files are wanted; with the last one its page goes', async () => {
  const built = await build(posts({ a: ['/old/'] }), { files: ['netlify', 'apache', 'nginx'] })
  expect(Object.keys(built.outputs)).toEqual([
    '.htaccess',
    '_redirects',
    'old/index.html',
    'redirects.nginx.conf',
  ])
  expect((await built.edit({ files: posts({ a: [] }) })).outputs).toEqual({})
})

test('hosts get their files, with addresses as each of them compares these', async () => {
  const files = posts({ a: ['/größe (1)/', '/old.xml', '/$x/'] }, { permalink: '/p/$a/' })
  const { outputs } = await build(files, { pages: false, files: ['netlify', 'apache', 'nginx'] }, config)
  expect(outputs).toEqual({
    _redirects: [
      '/blog/$x/ /blog/p/$a/ 301\n',
      '/blog/$x /blog/p/$a/ 301\n',
      '/blog/gr%C3%B6%C3%9Fe%20(1)/ /blog/p/$a/ 301\n',
      '/blog/gr%C3%B6%C3%9Fe%20(1) /blog/p/$a/ 301\n',
      '/blog/old.xml /blog/p/$a/ 301\n',
    ].join(''),
    '.htaccess': [
      'RedirectMatch 301 "^/blog/\\$x/$" "/blog/p/\\$a/"\n',
      'RedirectMatch 301 "^/blog/\\$x$" "/blog/p/\\$a/"\n',
      'RedirectMatch 301 "^/blog/größe \\(1\\)/$" "/blog/p/\\$a/"\n',
      'RedirectMatch 301 "^/blog/größe \\(1\\)$" "/blog/p/\\$a/"\n',
      'RedirectMatch 301 "^/blog/old\\.xml$" "/blog/p/\\$a/"\n',
    ].join(''),
    'redirects.nginx.conf': [
      'map $uri $moved {\n  default "";\n',
      '  "/blog/$x/" "/blog/p/%24a/";\n',
      '  "/blog/$x" "/blog/p/%24a/";\n',
      '  "/blog/größe (1)/" "/blog/p/%24a/";\n',
      '  "/blog/größe (1)" "/blog/p/%24a/";\n',
      '  "/blog/old.xml" "/blog/p/%24a/";\n}\n',
    ].join(''),
  })
  // What is no HTML by its name gets no page of HTML.
  const pages = (await build(files, {}, config)).outputs
  expect(Object.keys(pages)).toEqual(['$x/index.html', 'größe (1)/index.html'])
})

test('an address with an extension is that of a file, whichever, and stays as it is written', async () => {
  const written = ['/a.php', '/b.aspx', '/c.png/', '/v1.2', '/d.e/index.html']
  const { outputs } = await build(posts({ a: written }), { files: ['netlify'] })
  const lines = (outputs._redirects ?? '').split('\n')
  expect(lines.flatMap((line) => line.split(' ')[0] || [])).toEqual([
    '/a.php',
    '/b.aspx',
    ...['/c.png/', '/c.png', '/d.e/', '/d.e', '/v1.2/', '/v1.2'],
  ])
  expect(Object.keys(outputs)).toEqual([
    '_redirects',
    'c.png/index.html',
    'd.e/index.html',
    'v1.2/index.html',
  ])
})

test('a spelling without the last `/` leads on unless it is the address of something else', async () => {
  const files = {
    ...posts({ a: ['/x.html/', '/y.html/'], b: ['/y.html'] }),
    'content/c.md': written({ permalink: '/z' }),
    'content/d.md': written({ permalink: '/x.html' }),
  }
  const { outputs, messages } = await build(files, { pages: false, files: ['nginx'] })
  expect(messages.map(({ rule }) => rule)).toEqual(['alias-taken'])
  expect(outputs['redirects.nginx.conf']?.match(/"\/y[^"]*" "[^"]*"/g)).toEqual([
    '"/y.html" "/posts/b/"',
    '"/y.html/" "/posts/a/"',
  ])
})

test('I10: titles and addresses stay text', async () => {
  const title = '</title><script>alert(1)</script> "\' &amp; ]]> \u0001'
  const files = posts({ a: [`/'onload=alert(1) &quot;/`] }, { title, permalink: "/x'&/" })
  const [page = ''] = Object.values((await build(files)).outputs)
  expect(page).not.toContain('<script')
  const root = readXml(page.replace('<!doctype html>', ''))
  const links = root.children.flatMap(({ children }) => children).flatMap(({ children }) => children)
  expect(links.map(({ attributes }) => attributes)).toEqual([{ href: "/x'&/" }])
})

test('the checked addresses are those that plugins and queries find', async () => {
  const files = {
    'content/posts/a.md': written({ aliases: ['/a/', '/b/', '/a/'] }),
    'content/posts/b.md': written({ aliases: '/c' }),
    'content/posts/c.md': written({ title: 'C' }),
  }
  const { answer } = await testPlugin(redirects, {
    files,
    ask: async (context) =>
      (await context.entries({ sort: 'title', fields: ['aliases'] })).map(({ data }) => data),
  })
  expect(answer).toEqual([{ aliases: ['/a/', '/b/'] }, { aliases: ['/c/'] }, {}])
})

describe('I10: what can be no redirect is told, and left out', () => {
  const rulesOf = ({ messages }: Awaited<ReturnType<typeof build>>) =>
    messages.map(({ rule, severity, path }) => [rule, severity, path])

  test.each(['/posts/a/', '/posts/a/index.html', '/Posts/A/'])('its own address: %s', async (alias) => {
    const built = await build(posts({ a: [alias, '/old/'] }))
    expect(rulesOf(built)).toEqual([['alias-own-address', 'warning', 'content/posts/a.md']])
    expect(Object.keys(built.outputs)).toEqual(['old/index.html'])
  })

  test('the address of another page, and so a circle of two', async () => {
    const built = await build(posts({ a: ['/posts/b/'], b: ['/posts/a/'] }), { files: ['netlify'] })
    expect(rulesOf(built)).toEqual([
      ['alias-taken', 'warning', 'content/posts/a.md'],
      ['alias-taken', 'warning', 'content/posts/b.md'],
    ])
    expect(built.outputs).toEqual({})
  })

  test.each([
    ['/k.json', 'k.json', '`public/`'],
    ['/K.json/x.html', 'k.json', '`public/`'],
    ['/plain/', 'plain', '`public/`'],
    ['/robots.txt', 'robots.txt', 'the plugin `robots`'],
  ])('the address of a file: %s', async (alias, file, owner) => {
    const files = { ...posts({ a: [alias] }), 'public/k.json': '{}', 'public/plain': 'x' }
    const options = { pages: false, files: ['nginx'] as const }
    const built = await build(files, { ...options, files: [...options.files] }, { plugins: [robots()] })
    expect(built.status).toBe('content')
    expect(rulesOf(built)).toEqual([['alias-file', 'error', 'content/posts/a.md']])
    expect(built.messages[0]?.text).toContain(`\`${file}\`, which`)
    expect(built.messages[0]?.text).toContain(owner)
    const mended = await built.edit({ files: posts({ a: ['/old/'] }) })
    expect(mended.messages).toEqual([])
  })

  test('a file that comes later takes the address', async () => {
    const built = await build(posts({ a: ['/later.txt'] }), { files: ['nginx'] })
    expect(built.messages).toEqual([])
    const later = await built.edit({ files: { 'public/later.txt': 'x' } })
    expect(rulesOf(later)).toEqual([['alias-file', 'error', 'content/posts/a.md']])
  })

  test('one address of two entries', async () => {
    const built = await build(posts({ b: ['/old/'], a: ['/Old/'] }))
    expect(built.status).toBe('content')
    expect(rulesOf(built)).toEqual([['alias-twice', 'error', 'content/posts/b.md']])
    const mended = await built.edit({ files: posts({ b: [] }) })
    expect(Object.keys(mended.outputs)).toEqual(['Old/index.html'])
  })
})

test('unlisted entries lead on too, drafts and entries without a page do not', async () => {
  expect(Object.keys((await build(posts({ a: ['/old/'] }, { unlisted: true }))).outputs)).toEqual([
    'old/index.html',
  ])
  expect((await build(posts({ a: ['/old/'] }, { draft: true }))).outputs).toEqual({})
  const withoutPages = { collections: { posts: { permalink: false as const } } }
  expect((await build(posts({ a: ['/old/'] }), {}, withoutPages)).outputs).toEqual({})
})

test('wrong options are refused', async () => {
  expect(await refusals(redirects({ files: ['ngnix' as never] }))).toContain(
    '`files.0`: it must be `netlify`, `apache` or `nginx`, not "ngnix".',
  )
  expect(await refusals(redirects({ files: ['netlify', 'netlify'] }))).toContain(
    '`files`: `netlify` stands there twice.',
  )
})
