import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toFrontmatter } from './frontmatter.js'

const read = (text: string) => toFrontmatter({ path: 'a.md', text, trust: 'author' })
const rules = (text: string) => read(text).messages.map(({ rule }) => rule)
const startOf = (text: string) =>
  read(text).messages.map(({ place }) => [place?.start.line, place?.start.column])

describe('fences', () => {
  test('the frontmatter lines are emptied, not cut', () => {
    const { value, messages } = read('---\ntitle: A\ntags: [x, y]\n---\n\nBody\n---\nmore')
    expect(messages).toEqual([])
    expect(value?.data).toEqual({ title: 'A', tags: ['x', 'y'] })
    expect(value?.body).toBe('\n\n\n\n\nBody\n---\nmore')
  })

  test('places are those of the values, in the file', () => {
    const places = read('---\ntitle: A\ntags:\n  - x\n  - y\nauthor: { name: B }\ndate:\n---\n').value?.places
    expect(places?.title).toEqual({ start: { line: 2, column: 8 }, end: { line: 2, column: 9 } })
    expect(places?.['tags.1']?.start).toEqual({ line: 5, column: 5 })
    expect(places?.['author.name']?.start).toEqual({ line: 6, column: 17 })
    // An empty value has no extent: its key stands for it.
    expect(places?.date?.start).toEqual({ line: 7, column: 1 })
    expect(places?.['']).toEqual({ start: { line: 1, column: 1 }, end: { line: 8, column: 4 } })
  })

  test.each([
    ['no frontmatter', 'Body'],
    ['an empty text', ''],
    ['a fence on the second line', '\n---\na: 1\n---\n'],
    ['an indented fence', ' ---\na: 1\n---\n'],
    ['four dashes', '----\na: 1\n---\n'],
    ['text behind dashes', '--- a title ---\nx'],
  ])('all is body: %s', (_, text) => {
    expect(read(text)).toEqual({
      value: { data: {}, body: text, places: { '': { start: { line: 1, column: 1 } } } },
      messages: [],
    })
  })

  test.each([
    ['---\n---\nx', '\n\nx'],
    ['---  \n# only a comment\n---\t\nx', '\n\n\nx'],
    ['---\n---', '\n'],
    ['---\n\n---\n', '\n\n\n'],
  ])('empty frontmatter is fine: %j', (text, body) => {
    expect(read(text).value).toMatchObject({ data: {}, body })
  })

  test('JSON has places too, tabs and escapes included', () => {
    const { value } = read('---json\n{\n\t"title": "\\ud83d\\ude00 A\\/B",\n\t"n": [1, 2]}\n---\nx')
    expect(value?.data).toEqual({ title: '😀 A/B', n: [1, 2] })
    expect(value?.places.title?.start).toEqual({ line: 3, column: 11 })
    expect(value?.body).toBe('\n\n\n\n\nx')
  })

  test.each(['---js', '--- coffee', '---toml', '---javascript', '---c#', '+++', ';;;', '+++toml '])(
    'another language is an error and nothing is read: %s',
    (fence) => {
      const { value, messages } = read(`${fence}\nprocess.exit(7)\n---\n`)
      expect(value).toBeUndefined()
      expect(messages).toMatchObject([
        { rule: 'frontmatter-language', severity: 'error', place: { start: { line: 1, column: 1 } } },
      ])
    },
  )

  test('an unclosed fence points at the opening line', () => {
    expect(rules('---\na: 1\n ---\nbody')).toEqual(['frontmatter-unclosed'])
    expect(startOf('---\na: 1\n')).toEqual([[1, 1]])
    expect(rules('---')).toEqual(['frontmatter-unclosed'])
  })

  test.each([['- a'], ['text'], ['12'], ['"x"']])('no mapping: %s', (yaml) => {
    expect(rules(`---\n${yaml}\n---\n`)).toEqual(['frontmatter-not-mapping'])
    expect(startOf(`---\n${yaml}\n---\n`)).toEqual([[2, 1]])
  })

  test('the body never becomes data, and keeps its height', () => {
    const line = fc.constantFrom('---', 'a: 1', '', 'text', '--- js', '- x', '[')
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const text = ['---', 'title: T', '---', ...lines].join('\n')
        const { value } = read(text)
        expect(value?.data).toEqual({ title: 'T' })
        expect(value?.body.split('\n')).toEqual(['', '', '', ...lines])
      }),
    )
  })
})
