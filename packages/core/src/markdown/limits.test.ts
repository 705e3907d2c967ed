import { describe, expect, it } from 'vitest'
import { markdownWith } from '../../test/markdown-with.js'
import { toContent } from '../pipeline/content.js'

const answer = (body: string, limits = {}) => {
  const markdown = markdownWith({ limits: { size: 100_000, depth: 10, cells: 100, ...limits } })
  return toContent(markdown, { path: 'a.md', body, trust: 'author', data: {} })
}

/** Rule and line of each message; empty when the text is shown. */
const faults = async (body: string, limits = {}) => {
  const { value, messages } = await answer(body, limits)
  expect(value === undefined).toBe(messages.some(({ severity }) => severity === 'error'))
  return messages.map(({ rule, place }) => `${rule} ${place?.start.line}`)
}

describe('size', () => {
  it('counts bytes', async () => {
    expect(await faults('é'.repeat(50), { size: 100 })).toEqual([])
    expect(await faults('é'.repeat(51), { size: 100 })).toEqual(['markdown-too-large 1'])
  })
})

describe('depth', () => {
  it.each([
    ['quotes', 3, `x\n\n${'> '.repeat(12)}a`],
    ['lists', 3, `x\n\n${'- '.repeat(6)}a`],
    ['emphasis', 3, `x\n\n${'**a '.repeat(12)}b${' a**'.repeat(12)}`],
    ['elements', 3, `x\n\n${'<div>'.repeat(20)}`],
    ['elements between blocks', 3, `x\n<i>\n${'<b>'.repeat(20)}`],
    ['a line of many markers', 3, `x\n\n${'> '.repeat(5000)}a`],
  ])('of %s is told with its line', async (_, line, body) => {
    expect(await faults(body)).toEqual([`markdown-too-deep ${line}`])
  })

  it('takes what is common', async () => {
    expect(await faults('- a\n  - b\n    > d *e **f***')).toEqual([])
    expect(await faults('<ul>\n<li>a\n<li>b\n'.concat('<li>c\n'.repeat(50), '</ul>'))).toEqual([])
    expect(await faults(`<svg>${'<path d="M0"/>'.repeat(50)}</svg>`)).toEqual([])
    expect(await faults('* * * * * '.repeat(200))).toEqual([])
    expect(await faults('<br>'.repeat(100))).toEqual([])
    expect(await faults('<!-- a --> <!-- b -->\n\n<!-- c -->')).toEqual([])
  })
})

describe('tables', () => {
  const table = (columns: number, rows: number) =>
    `x\n\n|${'a|'.repeat(columns)}\n|${'-|'.repeat(columns)}\n${'|b\n'.repeat(rows - 1)}`

  it('count cells that rows are filled up with', async () => {
    expect(await faults(table(10, 10))).toEqual([])
    expect(await faults(table(10, 11))).toEqual(['markdown-table-too-large 3'])
  })
})

describe('emphasis', () => {
  it('is bounded in one block, not in a document', async () => {
    const block = '*a_ '.repeat(10_000)
    expect(await faults(`x\n\n${block}\n\n${block}`)).toEqual([])
    expect(await faults(`x\n\n${block}\n${block}`, { size: 1e6 })).toEqual(['markdown-too-dense 3'])
  })
})

describe('tags left open', () => {
  it('may not be repeated without end', async () => {
    const open = Array.from({ length: 9 }, (_, i) => `<b id=a${i}>`).join('')
    expect(await faults(`${open}\n\n${'x\n\n'.repeat(100)}`)).toEqual([])
    const result = await answer(`${open}\n\n${'x\n\n'.repeat(30_000)}`, { size: 1e6 })
    expect(result.messages).toMatchObject([{ rule: 'markdown-tags-repeated' }])
    expect(result.messages[0]?.place?.start.line).toBeGreaterThan(100)
  })
})
