import { describe, expect, it } from 'vitest'
import { markdownWith } from '../../test/markdown-with.js'
import { toContent } from '../pipeline/content.js'
import { unsafeScheme } from './rehype-safe-urls.js'
import { splitSet } from './url-attributes.js'

describe('unsafe schemes', () => {
  it.each([
    'javascript:alert(1)',
    'JavaScript:x',
    ' \u0001javascript:x',
    'java\nscript:x',
    'java\tscript\r:x',
    'vbscript:x',
    'data:text/html,x',
    'data:,x',
    'data:image/svg+xml,x',
  ])('%j runs code', (url) => expect(unsafeScheme(url, false)).toBeDefined())

  it.each(['https://a.org', 'javascript', './javascript:x', '#javascript:x', 'data:image/png;base64,x', 'x'])(
    '%j does not',
    (url) => expect(unsafeScheme(url, false)).toBeUndefined(),
  )

  it('an SVG that is only drawn runs none', () => {
    expect(unsafeScheme('data:image/svg+xml,x', true)).toBeUndefined()
    expect(unsafeScheme('data:text/html,x', true)).toBe('data')
  })
})

const unsafe = '\n\nx\n[a](javascript:x) <b>raw</b>\n\n<video poster="javascript:y"></video>\n'
const contentOf = (trust: 'author' | 'data') =>
  toContent(markdownWith(), { path: 'a.md', body: unsafe, trust, data: {} })

it('are left out with a warning that names the line', async () => {
  const { value, messages } = await contentOf('author')
  expect(value?.pieces.join('')).not.toContain('javascript')
  expect(messages).toMatchObject([
    {
      rule: 'markdown-unsafe-url',
      severity: 'warning',
      path: 'a.md',
      place: { start: { line: 4, column: 1 } },
    },
    { rule: 'markdown-unsafe-url', place: { start: { line: 6 } } },
  ])
})

it('are left out of what plugins bring without a word: its places are in no file', async () => {
  const { value, messages } = await contentOf('data')
  expect(value?.pieces.join('')).toContain('<a>a</a> <b>raw</b>')
  expect(value?.pieces.join('')).not.toContain('javascript')
  expect(messages).toEqual([])
})

describe('srcset', () => {
  it.each([
    ['a.png', ['a.png']],
    ['a.png 1x, b.png 2x', ['a.png', 'b.png']],
    [' a.png,b.png , c.png 2x', ['a.png,b.png', 'c.png']],
    ['data:image/png;base64,xx= 1x, b.png 2x', ['data:image/png;base64,xx=', 'b.png']],
    ['a.png calc(1, 2), b.png', ['a.png', 'b.png']],
    [',,', ['']],
    ['', []],
  ])('%j', (set, urls) => {
    const parts = splitSet(set)
    expect(parts.filter(({ kind }) => kind === 'url').map(({ text }) => text)).toEqual(urls)
    expect(parts.map(({ text }) => text).join('')).toBe(set)
  })
})
