import { expect, test } from 'vitest'
import { visible, visibleLine, widthOf } from './visible.js'

test.each([
  ['\u001b[31mred\u0007', '␛[31mred␇'],
  ['a\u0000b\u007f', 'a␀b␡'],
  ['a\u009b31m', 'a<U+009B>31m'],
  ['evil\u202etxt.exe', 'evil<U+202E>txt.exe'],
  ['a\ud800b', 'a<U+D800>b'],
  ['a\u2028b\ufeffc', 'a<U+2028>b<U+FEFF>c'],
  ['häuser 👩‍👩‍👧 日本\t\n', 'häuser 👩‍👩‍👧 日本\t\n'],
])('%j is shown as %j', (text, shown) => {
  expect(visible(text)).toBe(shown)
})

test('a line has no line ends and no tabs', () => {
  expect(visibleLine('one \r\n two\tthree\rfour')).toBe('one two three four')
})

test('the width of a text is that of its columns', () => {
  expect(widthOf('abc')).toBe(3)
  expect(widthOf('日本')).toBe(4)
  expect(widthOf('e\u0301')).toBe(1)
  expect(widthOf('🎉')).toBe(2)
})
