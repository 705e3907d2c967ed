import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toYaml } from './yaml.js'

const read = (text: string) => toYaml({ path: 'a.yaml', text, trust: 'author' })
const data = (text: string) => read(text).value?.data
const rules = (text: string) => read(text).messages.map(({ rule }) => rule)
const starts = (text: string) =>
  read(text).messages.map(({ place }) => `${place?.start.line}:${place?.start.column}`)

describe('scalars are those of YAML 1.2 core', () => {
  test.each<[string, unknown]>([
    ['no', 'no'],
    ['yes', 'yes'],
    ['on', 'on'],
    ['true', true],
    ['False', false],
    ['~', null],
    ['null', null],
    ['', null],
    ['010', 10],
    ['0o10', 8],
    ['0x1F', 31],
    ['1.10', 1.1],
    ['1e3', 1000],
    ['-0', 0],
    ['1_000', '1_000'],
    ['12:30:45', '12:30:45'],
    ['2024-01-31', '2024-01-31'],
    ['2024-01-31T10:00:00Z', '2024-01-31T10:00:00Z'],
    ['"a\\tb"', 'a\tb'],
    ['!!str 10', '10'],
    ['=', '='],
  ])('%s', (written, value) => {
    expect(data(`v: ${written}`)).toEqual({ v: value })
  })

  test('in fields of text a number stays as it was written', () => {
    expect(data('title: 1.10\nslug: 007\ntags: [1.10, 2024]\nversion: 1.10')).toEqual({
      title: '1.10',
      slug: '007',
      tags: ['1.10', 2024],
      version: 1.1,
    })
    expect(data('- id: 007')).toEqual([{ id: '007' }])
  })

  test.each(['.nan', '.inf', '-.inf', '1e999'])('%s is refused', (written) => {
    expect(rules(`v: ${written}`)).toEqual(['yaml-number'])
    expect(starts(`v: ${written}`)).toEqual(['1:4'])
  })
})

describe('errors have the place in the file', () => {
  test.each([
    ['syntax', 'a: 1\nb: [1, 2\nc: 3', 'yaml-invalid', '3:1'],
    ['duplicate keys', 'a: 1\nb:\n  c: 1\n  d: 2\n  c: 3', 'yaml-duplicate-key', '5:3'],
    ['merge key', 'a: &x { b: 1 }\nc:\n  <<: *x', 'yaml-merge-key', '3:3'],
    ['list as key', '? [a]\n: 1', 'yaml-key', '1:3'],
    ['alias as key', 'a: &x 1\n? *x\n: 1', 'yaml-key', '2:3'],
    ['unknown alias', 'a: *x', 'yaml-alias', '1:4'],
    ['recursive alias', 'a: &x\n  - *x', 'yaml-alias', '2:5'],
    ['unknown tag', 'a: !!js/function x', 'yaml-invalid', '1:4'],
    ['two documents', 'a: 1\n---\nb: 2', 'yaml-documents', '2:1'],
  ])('%s', (_, text, rule, place) => {
    expect(rules(text)).toEqual([rule])
    expect(starts(text)).toEqual([place])
    expect(read(text).value).toBeUndefined()
  })

  test('a duplicate key names the first', () => {
    expect(read('a: 1\nb: 2\na: 3').messages[0]?.text).toContain('1:1')
  })

  test('several are said at once, many are cut', () => {
    expect(rules('a: 1\na: 2\nb: *y')).toEqual(['yaml-duplicate-key', 'yaml-alias'])
    expect(rules('a: [\n'.repeat(200)).length).toBeLessThanOrEqual(10)
  })

  test('a part of a text is read at its own offset', () => {
    const { messages } = toYaml({ path: 'a.md', text: 'xx\na: *q\nyy', trust: 'author' }, 3, 9)
    expect(messages[0]?.place?.start).toEqual({ line: 2, column: 4 })
  })
})

describe('hostile texts', () => {
  const bomb = (levels: number) =>
    ['a0: &a0 [1,1,1,1,1,1,1,1,1,1]']
      .concat(
        Array.from(
          { length: levels },
          (_, i) => `a${i + 1}: &a${i + 1} [${Array.from({ length: 10 }, () => `*a${i}`).join(',')}]`,
        ),
      )
      .join('\n')

  test('aliases may repeat values, but not without end', () => {
    expect(data('a: &x [1, { b: 2 }]\nc: *x')).toEqual({ a: [1, { b: 2 }], c: [1, { b: 2 }] })
    expect(rules(bomb(2))).toEqual([])
    const started = performance.now()
    expect(rules(bomb(30))).toEqual(['yaml-alias-limit'])
    expect(performance.now() - started).toBeLessThan(5000)
  })

  test('many aliases of a small value are bounded as well', () => {
    const many = (count: number) =>
      `a: &x [${'1,'.repeat(99)}]\nb: [${Array.from({ length: count }, () => '*x').join(', ')}]`
    expect(rules(many(100))).toEqual([])
    expect(rules(many(101))).toEqual(['yaml-alias-limit'])
  })

  test('a later anchor of the same name does not change what was read before', () => {
    expect(data('a: &x 1\nb: &z [*x]\nc: &x 2\nd: *z\ne: *x')).toEqual({ a: 1, b: [1], c: 2, d: [1], e: 2 })
  })

  test('nesting through aliases is bounded like nesting itself', () => {
    const chain = Array.from({ length: 200 }, (_, i) =>
      i === 0 ? 'k0: &k0 [1]' : `k${i}: &k${i} [*k${i - 1}]`,
    )
    expect(rules(chain.slice(0, 90).join('\n'))).toEqual([])
    expect(rules(chain.join('\n'))).toContain('yaml-nesting')
  })

  const deep: [string, (depth: number) => string][] = [
    ['flow list', (depth) => '['.repeat(depth) + ']'.repeat(depth)],
    ['open flow list', (depth) => '['.repeat(depth)],
    ['flow map', (depth) => `${'{a: '.repeat(depth)}1${'}'.repeat(depth)}`],
    ['compact list', (depth) => `${'- '.repeat(depth)}1`],
    ['compact key', (depth) => '? '.repeat(depth)],
    [
      'block map',
      (depth) => Array.from({ length: Math.min(depth, 2000) }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
    ],
    ['key on key', (depth) => '"a": '.repeat(depth)],
  ]
  test.each(deep)('deep nesting: %s', (_, make) => {
    for (const depth of [10, 99, 101, 1000, 100_000]) {
      const { value, messages } = read(make(depth))
      expect(value === undefined).toBe(messages.length > 0)
      if (depth > 100) expect(messages.every(({ rule }) => /^yaml-(nesting|invalid)$/.test(rule))).toBe(true)
      if (depth > 100) expect(value).toBeUndefined()
    }
  })

  test('a hundred levels pass, one more does not', () => {
    expect(rules(`${'['.repeat(100)}${']'.repeat(100)}`)).toEqual([])
    expect(rules(`${'['.repeat(101)}${']'.repeat(101)}`)).toEqual(['yaml-nesting'])
    expect(rules(`${'- '.repeat(100)}1`)).toEqual([])
    expect(rules(`${'- '.repeat(101)}1`)).toEqual(['yaml-nesting'])
  })

  test('names of the prototype are ordinary keys', () => {
    const value = data('__proto__: { x: 1 }\nconstructor: 2\ntoString: 3') as Record<string, unknown>
    expect(Object.keys(value)).toEqual(['__proto__', 'constructor', 'toString'])
    expect(JSON.stringify(value)).toBe('{"__proto__":{"x":1},"constructor":2,"toString":3}')
    expect(({} as { x?: number }).x).toBeUndefined()
    const copy = data('a: &a { __proto__: { x: 1 } }\nb: *a')
    expect(JSON.stringify(copy)).toBe('{"a":{"__proto__":{"x":1}},"b":{"__proto__":{"x":1}}}')
    expect(Object.keys(read('__proto__: 1').value?.places ?? {})).toContain('__proto__')
  })

  test('duplicate keys are found in linear time', () => {
    const keys = Array.from({ length: 20_000 }, (_, i) => `k${i}: 1`).join('\n')
    const started = performance.now()
    expect(rules(`${keys}\nk7: 2`)).toEqual(['yaml-duplicate-key'])
    expect(performance.now() - started).toBeLessThan(10_000)
  })
})

test('any text is plain data or messages with places, never an exception', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '---',
      '\n',
      ': ',
      '- ',
      '? ',
      '[',
      ']',
      '{',
      '}',
      '&a ',
      '*a',
      '!t ',
      '|',
      '>',
      '"',
      "'",
      '#',
      '%YAML 1.1',
    ),
    fc.constantFrom('\n  ', '\t', '<<: ', '__proto__', 'a', '1.0', '@', '`', ','),
    fc.string({ maxLength: 4 }),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const text = pieces.join('')
      const { value, messages } = read(text)
      expect(value === undefined).toBe(messages.length > 0)
      for (const { place } of messages) {
        const line = text.split('\n')[(place?.start.line ?? 0) - 1]
        expect(line).toBeDefined()
        expect(place?.start.column).toBeLessThanOrEqual((line ?? '').length + 1)
      }
      if (value !== undefined) expect(JSON.parse(JSON.stringify(value.data))).toEqual(value.data)
    }),
    { numRuns: 3000 },
  )
})

test('JSON is read as JSON would read it', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 4 })), (value) => {
      const text = JSON.stringify(value, null, 2)
      // Keys that print alike and numbers in text fields are the two known differences.
      fc.pre(!/"(?:id|slug|title|summary|description|excerpt|author|tags|authors)":/.test(text))
      expect(JSON.stringify(data(text))).toBe(JSON.stringify(JSON.parse(text)))
    }),
    { numRuns: 1000 },
  )
})
