import { describe, expect, it } from 'vitest'
import { markdownWith } from '../../test/markdown-with.js'
import { toDocument } from './document.js'

describe('document', () => {
  it('has the places of the file, whose frontmatter lines are empty', () => {
    const { value, messages } = toDocument(markdownWith(), { path: 'a.md', body: '\n\n\n# A 😀 *b*' })
    expect(messages).toEqual([])
    expect(value?.children[0]?.position?.start).toMatchObject({ line: 4, column: 1 })
    const emphasis = value?.children[0] as unknown as { children: { position: object }[] }
    expect(emphasis.children[1]?.position).toMatchObject({ start: { line: 4, column: 8 } })
  })

  it('does not take what looks like frontmatter for it', () => {
    const { value } = toDocument(markdownWith(), { path: 'a.md', body: '---\na: b\n---\n' })
    expect(value?.children.map(({ type }) => type)).toEqual(['thematicBreak', 'heading'])
  })

  it('is an error with file and line when the parser overflows the stack', () => {
    const parse = (): never => {
      const deeper = (): number => 1 + deeper()
      return deeper() as never
    }
    const { value, messages } = toDocument(markdownWith({}, { parse }), { path: 'a.md', body: '\n\n  x' })
    expect(value).toBeUndefined()
    expect(messages).toMatchObject([
      {
        rule: 'markdown-too-deep',
        severity: 'error',
        path: 'a.md',
        place: { start: { line: 3, column: 3 } },
      },
    ])
  })

  it('lets a fault of our own be seen', () => {
    const parse = (): never => {
      throw new TypeError('a bug')
    }
    expect(() => toDocument(markdownWith({}, { parse }), { path: 'a.md', body: 'x' })).toThrow('a bug')
  })
})
