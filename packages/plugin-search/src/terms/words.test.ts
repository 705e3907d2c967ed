import { stemmer } from '@orama/stemmers/english'
import { stemmer as german } from '@orama/stemmers/german'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isPlain } from './expression.js'
import { createWords } from './words.js'

const words = createWords('en', stemmer)

const formsIn = (text: string, of = words) => of.in(text).map(({ form }) => form)
const shown = (text: string) =>
  words.in(text).map(({ form, parts }) => [form, ...parts.map((part) => part.form)].join(' '))

test.each([
  ['Cache, caches and CACHING.', ['cache', 'caches', 'and', 'caching']],
  ["Ada's don't l'eau d’État O'Brien", ['ada', 'dont', 'eau', 'etat', 'brien']],
  ['Æther Straße naïve Ångström ﬁne', ['aether', 'strasse', 'naive', 'angstrom', 'fine']],
  ['v1.2.3 and 1.2.3, 10.5', ['1.2.3', 'and', '1.2.3', '10.5']],
  ['C++ is not C# nor C', ['c++', 'is', 'not', 'c#', 'nor', 'c']],
  ['--adopt <b> & \0', ['adopt', 'b']],
  ['йод и ёж', ['йод', 'и', 'еж']],
  ['ガラス', ['ガラス']],
])('the words of %s', (text, expected) => {
  expect(formsIn(text)).toEqual(expected)
})

test.each([
  ['getUserId', 'getuserid get user id'],
  ['foo_bar', 'foobar foo bar'],
  ['HTMLParser', 'htmlparser html parser'],
  ['node.js', 'nodejs node js'],
  ['JavaScript', 'javascript java script'],
  ['load-testing', 'loadtesting load testing'],
  ['use-useState', 'useusestate use usestate use state'],
  ['__proto__', 'proto'],
  ['plain', 'plain'],
])('%s is found as a whole and in parts', (text, expected) => {
  expect(shown(text)).toEqual([expected])
})

test('words of one stem are found by each other, in the language of the text', () => {
  const stems = (text: string, of = words) => new Set(of.in(text).map(({ stem }) => stem))
  expect(stems('cache caches caching cached')).toEqual(new Set(['cach']))
  expect(stems('Häuser Häusern Häuschen', createWords('de', german)).size).toBeLessThan(3)
})

test('Chinese, Japanese and Thai are cut into words', () => {
  const zh = createWords('zh').in('全文搜索引擎，很快。')
  expect(zh.map(({ form }) => form).join('')).toBe('全文搜索引擎很快')
  expect(zh.length).toBeGreaterThan(2)
  expect(zh.flatMap(({ parts }) => parts).map(({ form }) => form)).toContain('搜')
  expect(formsIn('日本語の検索エンジン', createWords('ja'))).toContain('検索')
  expect(formsIn('ภาษาไทยง่าย', createWords('th')).length).toBeGreaterThan(1)
  expect(formsIn('用React开发', createWords('zh'))).toEqual(['用', 'react', '开发'])
})

test('a long word is cut, and quickly done with', () => {
  expect(formsIn('全'.repeat(100_000)).join('')).toBe('全'.repeat(100_000))
  expect(formsIn('x'.repeat(100_000))).toEqual(['x'.repeat(40)])
  expect(formsIn('a.'.repeat(50_000))).toHaveLength(1)
  expect(words.in('aB'.repeat(50_000))[0]?.parts.length).toBeLessThan(10)
})

test.each([`3.${'14'.repeat(50)}`, `${'1.'.repeat(50)}1`, `a${'\u{10330}'.repeat(25)}`])(
  'a long word is cut, and never in the middle of a character: %s',
  (word) => {
    const [term] = createWords('en').in(word)
    expect(term?.stem.length).toBeLessThanOrEqual(40)
    expect(term?.stem.length).toBeGreaterThan(38)
    expect(term?.stem.isWellFormed()).toBe(true)
  },
)

test('whatever the text, words stand where they say, in order, and are the same when they are searched', () => {
  const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.string())
  fc.assert(
    fc.property(text, (text) => {
      let before = 0
      for (const { form, stem, start, end } of words.in(text)) {
        expect(start).toBeGreaterThanOrEqual(before)
        expect(end).toBeGreaterThan(start)
        before = start
        expect(stem).not.toBe('')
        // A segmenter may see a word otherwise where nothing stands around it.
        const again = words.in(text.slice(start, end)).map((word) => word.form)
        if (!/[\p{Lo}\p{Lm}]/u.test(form)) expect(again).toContain(form)
      }
      expect(before).toBeLessThanOrEqual(text.length)
    }),
  )
})

test('a word that was found stays one when it is written plainly', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      if (/[\p{Lo}\p{Lm}]/u.test(text)) return
      for (const { form } of words.in(text)) {
        const again = words.in(form)
        expect(again.map((word) => word.form).join('')).toBe(form)
      }
    }),
    { examples: [['🄀 ⒈']] },
  )
})

test('a sign that stands in a plain text is part of no word anywhere', () => {
  const signs = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code)).filter(isPlain)
  expect(signs.length).toBeGreaterThan(1500)
  const unspaced =
    /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}ー]/u
  const wordy = signs.filter((sign) => /[\p{L}\p{N}\p{M}]/u.test(sign) || unspaced.test(sign))
  expect(wordy.join('')).toBe('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz')
})

test('texts in plain letters are read as those are that have others', () => {
  const signs = [
    ..."aBcZ09 _-.+#'’“–…\u00a0\u00a8·→≠€(\n",
    'get',
    'User',
    'HTML',
    'caching',
    '1.2',
    'v1',
    '++',
    "'s",
  ]
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...signs), maxLength: 40 }), (text) => {
      // Behind a space, a letter that is found as it stands and touches nothing else.
      const [last, ...others] = words.in(`${text} Ж`).reverse()
      expect(last?.form).toBe('ж')
      expect(words.in(text)).toEqual(others.reverse())
    }),
    { numRuns: 2000 },
  )
})

test.each(['Running', 'caching', 'GET', 'a', 'ab', `${'a'.repeat(38)}s`, `${'a'.repeat(45)}s`])(
  'what %s is found by does not depend on the way that it is looked at',
  (word) => {
    const [term] = words.in(word)
    // With a mark that is no letter of its own, the same word is none that is known to be simple.
    const [marked] = words.in(word.replace('a', 'a\u0301').replace('G', 'G\u0301'))
    expect({ form: term?.form, parts: term?.parts }).toEqual({ form: marked?.form, parts: marked?.parts })
  },
)
