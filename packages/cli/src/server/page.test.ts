import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { FoundFile } from './current-site.js'
import { scriptTag, stateOfPage, withTag } from './page.js'

const put = (html: string) => withTag(html, '<T>').toString('latin1')

test.each([
  ['<head><title>a</title></head><body>', '<head><title>a</title><T></head><body>'],
  ['<HEAD></HEAD >', '<HEAD><T></HEAD >'],
  ['<title>a</title><body>b', '<title>a</title><T><body>b'],
  ['<p>a', '<p>a<T>'],
  ['', '<T>'],
  ['<head><!-- </head> --></head>', '<head><!-- </head> --><T></head>'],
  ['<head><script>"</head>"</script></head>', '<head><script>"</head>"</script><T></head>'],
  ['<head><style></head></style></head>', '<head><style></head></style><T></head>'],
  ['<head><meta content="</head>"></head>', '<head><meta content="</head>"><T></head>'],
  ["<head><meta content='a>\"</head>'></head>", "<head><meta content='a>\"</head>'><T></head>"],
  ['<head><title></head></title></head>', '<head><title></head></title><T></head>'],
  ['<head><!-- </head>', '<head><!-- </head><T>'],
  ['<head><script></head>', '<head><script></head><T>'],
  ['<head><meta content="</head>', '<head><meta content="</head><T>'],
  ['<header></header></head>', '<header></header><T></head>'],
  ['a < b </head', 'a < b </head<T>'],
])('the script goes into %j as %j', (html, expected) => {
  expect(put(html)).toBe(expected)
})

test('all other bytes stay as they are', () => {
  const bytes = Buffer.from(Array.from({ length: 256 }, (_, at) => at))
  expect(withTag(bytes.toString('latin1'), '')).toEqual(bytes)
  fc.assert(
    fc.property(fc.string({ unit: 'binary-ascii' }), (html) => {
      expect(put(html).replace('<T>', '')).toBe(html)
    }),
  )
})

test.each(['<!--', '<a "', '<script>', "<b'", '<', '</head'])(
  'F17 a page full of %j is read in one go',
  (part) => {
    const started = performance.now()
    put(Buffer.from(part.repeat(200_000)).toString('latin1'))
    expect(performance.now() - started).toBeLessThan(5000)
  },
)

const found = (styles: string[], status: 200 | 404 = 200) =>
  ({ status, snapshot: { styles } }) as unknown as FoundFile

test('the identity of a page does not depend on the names of its style sheets', () => {
  const page = (name: string) => `<link href="/x/${name}"><link href="/b.css">`
  const one = stateOfPage(found(['/x/style.aaa.css']), page('style.aaa.css'))
  const two = stateOfPage(found(['/x/style.bbb.css']), page('style.bbb.css'))
  expect(two.identity).toBe(one.identity)
  expect([one.styles, two.styles]).toEqual([['/x/style.aaa.css'], ['/x/style.bbb.css']])
  expect(stateOfPage(found([]), page('style.bbb.css')).identity).not.toBe(one.identity)
  expect(stateOfPage(found(['/x/style.aaa.css'], 404), page('style.aaa.css')).identity).not.toBe(one.identity)
})

test('the tag holds any address as text', () => {
  const tag = scriptTag('/p/', { identity: 'i', styles: [`/a'b"&<c.css`] }, 7)
  expect(tag).toBe(
    `<script src="/p/client.js" data-identity="i" data-seen="7" data-styles='["/a&#39;b\\"&amp;&lt;c.css"]' defer></script>`,
  )
})
