import { posix } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkOutputs, fittingOutputs, foldPath, isOutputPath, lieSideBySide } from './output.js'

const side = (path: string, owner = 'core', source?: string) => ({ path, owner, source })
const rules = (...paths: string[]) => checkOutputs(paths.map((path) => side(path))).map(({ rule }) => rule)

test('plain paths are fine', () => {
  expect(
    rules(
      'index.html',
      'a/index.html',
      'a.html',
      'ab/c',
      'café.html',
      'straße',
      'gasse',
      '.well-known/x',
      'a..b',
      '日本/x',
    ),
  ).toEqual([])
})

test.each(['', '/a', 'a/', 'a//b', '../a', 'a/../../b', '.', './a', 'a/./b', 'a\\b', '..\\a', 'a\0'])(
  'outside: %j',
  (path) => expect(rules(path)).toEqual(['output-path-outside']),
)

test.each([
  'con',
  'a/NUL.txt',
  'com1',
  'LPT9.html',
  'a:b',
  'c:/x',
  'x.html::$DATA',
  'a./b',
  'b ',
  'a\nb',
  'a?b',
  'é'.repeat(128),
  'a\ud800',
])('D12 not on every system: %j', (path) => expect(rules(path)).toEqual(['output-path-invalid']))

test.each(['console.html', 'nullable', 'com10', 'auxiliary/x', 'é'.repeat(127)])('but %j is', (path) =>
  expect(rules(path)).toEqual([]),
)

describe('clashes', () => {
  test('name both sides', () => {
    const messages = checkOutputs([
      side('a/index.html', 'tags', 'b.md'),
      side('a/index.html', 'core', 'a.md'),
    ])
    expect(messages).toHaveLength(1)
    expect(messages[0]).toMatchObject({ rule: 'output-conflict', severity: 'error', path: 'b.md' })
    expect(messages[0]?.text).toBe('core (a.md) and the plugin "tags" (b.md) both make "a/index.html".')
  })

  test('of one plugin with itself', () => {
    const messages = checkOutputs([side('feed.xml', 'feed'), side('feed.xml', 'feed')])
    expect(messages.map(({ text }) => text)).toEqual(['The plugin "feed" twice makes "feed.xml".'])
  })

  test('D10 D11 by case and by the spelling of accents', () => {
    expect(rules('About/x', 'about/x')).toEqual(['output-conflict'])
    expect(rules('caf\u00e9', 'cafe\u0301')).toEqual(['output-conflict'])
    expect(rules('CAFE\u0301', 'caf\u00e9')).toEqual(['output-conflict'])
    expect(rules('STRASSE', 'straße')).toEqual(['output-conflict'])
    expect(rules('ſ', 's', 'ς', 'σ')).toEqual(['output-conflict', 'output-conflict'])
  })

  test('I5 of a file and a folder', () => {
    const messages = checkOutputs([side('a', 'public'), side('a.html'), side('A/b/c', 'feed')])
    expect(messages.map(({ rule, text }) => [rule, text])).toEqual([
      ['output-file-folder', '"A/b/c" of the plugin "feed" needs a folder where public makes the file "a".'],
    ])
  })

  test('odd names are only names', () => {
    expect(rules('__proto__', 'constructor', 'toString/x')).toEqual([])
  })
})

test('the order of the outputs does not matter', () => {
  const paths = fc.array(fc.constantFrom('a', 'A', 'a/b', 'b', '../c', 'con', 'é', 'e\u0301'))
  fc.assert(
    fc.property(paths, fc.array(fc.nat()), (list, keys) => {
      const shuffled = list
        .map((path, index) => ({ path, key: keys[index] ?? 0 }))
        .sort((a, b) => a.key - b.key)
      expect(checkOutputs(shuffled.map(({ path }) => side(path)))).toEqual(
        checkOutputs(list.map((path) => side(path))),
      )
    }),
  )
})

test('a proper path stays inside whatever folder, and folding twice changes nothing', () => {
  const part = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('..', '.', '', 'a', '\\', '\0'))
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      const path = parts.join('/')
      expect(foldPath(foldPath(path))).toBe(foldPath(path))
      if (isOutputPath(path)) expect(posix.join('/out', path)).toBe(`/out/${path}`)
      if (!posix.join('/out', path).startsWith('/out/')) expect(isOutputPath(path)).toBe(false)
    }),
    { numRuns: 2000 },
  )
})

test('what fits can lie side by side, and holds all that clashes with nothing', () => {
  const part = fc.constantFrom('a', 'A', 'b', 'é', 'e\u0301', '..', 'x:y', 'index.html')
  const path = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'))
  fc.assert(
    fc.property(fc.array(path, { maxLength: 8 }), (paths) => {
      const outputs = paths.map((one) => ({ path: one, hash: 'h', owner: 'core', url: `/${one}` }))
      const fitting = fittingOutputs(outputs)
      expect(checkOutputs(fitting)).toEqual([])
      for (const output of outputs) {
        const others = outputs.filter((other) => other !== output)
        const isAtPeace = others.every((other) => checkOutputs([output, other]).length === 0)
        if (isAtPeace && checkOutputs([output]).length === 0) expect(fitting).toContain(output)
      }
    }),
  )
})

test('what lies side by side is what nothing is said of', () => {
  const part = fc.constantFrom('a', 'A', 'b', 'c', 'é', 'e\u0301', 'ﬀ', '..', 'x:y', 'index.html')
  const path = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'))
  fc.assert(
    fc.property(fc.array(path, { maxLength: 5 }), (paths) => {
      const outputs = paths.map((one) => ({ path: one, hash: 'h', owner: 'core', url: `/${one}` }))
      expect(lieSideBySide(outputs)).toBe(checkOutputs(outputs).length === 0)
    }),
    { numRuns: 2000 },
  )
})
