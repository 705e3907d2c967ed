import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { markdownWith } from '../../test/markdown-with.js'
import { toContent } from '../pipeline/content.js'
import { countWords } from './words.js'

const made = async (body: string) => {
  const { value } = await toContent(markdownWith(), { path: 'a.md', body, trust: 'author', data: {} })
  if (!value) throw new Error('no value')
  return value
}

describe('excerpt', () => {
  it.each([
    ['# T\n\nOne *two*.\n\nThree.', 'One two.'],
    ['A.\n\nB.\n\n<!-- more -->\n\nC.', 'A. B.'],
    ['# T\n\nA <!--more--> B', 'A'],
    ['![alt](x.png)\n\nText.', 'Text.'],
    ['> Quoted.\n\nText.', 'Quoted.'],
    ['A[^1].\n\n[^1]: x', 'A.'],
    ['<script>x</script>\n\nText.', 'Text.'],
    ['```js\nx\n```', ''],
    ['', ''],
  ])('of %j is %j', async (body, excerpt) => expect((await made(body)).excerpt).toBe(excerpt))

  it('is cut at a word, near 280 characters', async () => {
    const { excerpt } = await made('wordy '.repeat(100))
    expect(excerpt).toMatch(/^(wordy )+wordy…$/)
    expect(excerpt.length).toBeGreaterThan(260)
    expect(excerpt.length).toBeLessThan(282)
  })

  it('without spaces is cut between characters', async () => {
    expect((await made('漢'.repeat(400))).excerpt).toBe(`${'漢'.repeat(280)}…`)
    expect((await made(`a${'😀'.repeat(300)}`)).excerpt).toBe(`a${'😀'.repeat(139)}…`)
  })

  it('that the author ended is not cut', async () => {
    expect((await made(`${'wordy '.repeat(100)}\n\n<!-- more -->`)).excerpt).toHaveLength(599)
  })
})

describe('words', () => {
  it.each([
    ['one two', 2],
    ['don’t e-mail me', 3],
    ['日本語です', 5],
    ['日本語 and English', 5],
    ['한국어 문장', 2],
    ['3.14 — 10', 2],
    ['', 0],
    ['…!?', 0],
  ])('of %j are %i', (text, words) => expect(countWords(text)).toBe(words))

  it('never count code blocks', async () => {
    expect((await made('one `two`\n\n```\nthree four\n```')).words).toBe(2)
  })

  it('of two texts are the sum', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => {
        expect(countWords(`${a}\n${b}`)).toBe(countWords(a) + countWords(b))
      }),
    )
  })
})

describe('table of contents', () => {
  it('nests by depth, skips what is deeper than h4, and survives jumps', async () => {
    const { toc } = await made('# t\n\n#### a\n\n## b\n\n#### c\n\n### d\n\n##### e\n\n## f')
    const shape = (items: typeof toc): unknown[] =>
      items.map(({ text, children }) => [text, ...shape(children)])
    expect(shape(toc)).toEqual([['a'], ['b', ['c'], ['d']], ['f']])
  })

  it('shows text without marks that screens hide', async () => {
    const { toc } = await made('## A[^1] `b` <span aria-hidden="true">#</span>\n\n[^1]: x')
    expect(toc.map(({ text }) => text)).toEqual(['A b'])
  })
})

describe('sections', () => {
  it('keep words of different blocks apart, and lines of code together', async () => {
    const { sections } = await made(
      '- a\n- b\n\n| c | d |\n| - | - |\n\n## H\n\n```\nx\n  y\n```\n\n```\nz\n```',
    )
    expect(sections).toEqual([
      { anchor: '', heading: '', text: 'a b c d', code: '' },
      { anchor: 'h', heading: 'H', text: '', code: 'x\n  y\n\nz' },
    ])
  })
})
