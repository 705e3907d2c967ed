import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hostileText } from '../test/hostile-text.js'
import { readXml } from '../test/read-xml.js'
import { element, escapeAttribute, escapeText, legalText, toXml } from './xml.js'

test('elements of elements stand on lines of their own, texts as they are', () => {
  const tree = element('a', { x: '1', y: undefined }, element('b', {}, 'text'), element('c', {}))
  expect(toXml(tree)).toBe('<?xml version="1.0" encoding="utf-8"?>\n<a x="1">\n<b>text</b>\n<c/>\n</a>\n')
})

test('what means something to XML is escaped', () => {
  expect(escapeText('a < b && c ]]> "d"')).toBe('a &lt; b &amp;&amp; c ]]&gt; "d"')
  expect(escapeAttribute('"a"\n<&>')).toBe('&quot;a&quot;&#10;&lt;&amp;&gt;')
})

test('what XML can not hold is dropped, everything else stays', () => {
  expect(legalText('a\u0000b\u001fc\ud800d\udc00e\ufffef\uffffg')).toBe('abcdefg')
  expect(legalText('\t\n\r 😀\u007f\u0085\ue000\ufffd')).toBe('\t\n\r 😀\u007f\u0085\ue000\ufffd')
})

test('I8: any text is well-formed XML and reads back as its legal part', () => {
  fc.assert(
    fc.property(hostileText, hostileText, (text, value) => {
      const read = readXml(toXml(element('a', { value }, element('b', {}, text))))
      expect(read.children[0]?.text).toBe(legalText(text))
      expect(read.attributes.value).toBe(legalText(value))
    }),
    { numRuns: 500 },
  )
})

test('the legal part of a text is a text of XML characters, and is its own legal part', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const legal = legalText(text)
      expect(legalText(legal)).toBe(legal)
      expect(legal).toMatch(/^[\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]*$/u)
    }),
  )
})
