import { expect, test } from 'vitest'
import { contentTypeOf } from './content-type.js'
import { toRange } from './range.js'

test.each([
  ['bytes=0-0', { start: 0, end: 0 }],
  ['bytes=0-', { start: 0, end: 9 }],
  ['bytes=3-5', { start: 3, end: 5 }],
  ['bytes=5-99', { start: 5, end: 9 }],
  ['bytes=-3', { start: 7, end: 9 }],
  ['bytes=-99', { start: 0, end: 9 }],
  ['Bytes= 1 - 2 ', { start: 1, end: 2 }],
  ['bytes=10-', 'none'],
  ['bytes=99-100', 'none'],
  ['bytes=-0', 'none'],
  ['bytes=5-3', undefined],
  ['bytes=-', undefined],
  ['bytes=', undefined],
  ['bytes=a-b', undefined],
  ['bytes=0-1,3-4', undefined],
  ['items=0-1', undefined],
  ['bytes=0x1-2', undefined],
  ['bytes=1e1-', undefined],
  ['bytes=-1-2', undefined],
  ['bytes=9999999999999999-', undefined],
  [undefined, undefined],
])('of ten bytes %j is %j', (header, range) => {
  expect(toRange(header, 10)).toEqual(range)
})

test('an empty file has no part', () => {
  expect(toRange('bytes=0-', 0)).toBe('none')
  expect(toRange('bytes=-5', 0)).toBe('none')
})

test.each([
  ['a.html', 'text/html; charset=utf-8'],
  ['a.HTM', 'text/html; charset=utf-8'],
  ['a.js', 'text/javascript; charset=utf-8'],
  ['a.svg', 'image/svg+xml; charset=utf-8'],
  ['a.png', 'image/png'],
  ['feed.xml', 'application/xml; charset=utf-8'],
  ['a.html.bak', 'application/octet-stream'],
  ['a', 'application/octet-stream'],
  ['.html', 'text/html; charset=utf-8'],
  ['html', 'application/octet-stream'],
  ['a.constructor', 'application/octet-stream'],
  ['a.js/b', 'application/octet-stream'],
  ['a.', 'application/octet-stream'],
  ['a.php', 'application/octet-stream'],
  ['a.exe', 'application/octet-stream'],
])('F21 %s is %s', (path, type) => {
  expect(contentTypeOf(path)).toBe(type)
})
