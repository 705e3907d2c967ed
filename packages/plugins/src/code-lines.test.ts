import fc from 'fast-check'
import type { ElementContent } from 'hast'
import { expect, test } from 'vitest'
import { writtenText } from './code-block.js'
import { linesOf, takeMark } from './code-lines.js'

const text = (value: string): ElementContent => ({ type: 'text', value })
const span = (...children: ElementContent[]): ElementContent => ({
  type: 'element',
  tagName: 'span',
  properties: { className: ['hljs-comment'] },
  children,
})
const textOf = (nodes: readonly ElementContent[]) => nodes.map(writtenText).join('')

/** Code as highlighters leave it: text and nested elements, line ends anywhere. */
const { nodes } = fc.letrec<{ node: ElementContent; nodes: ElementContent[] }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc
      .array(fc.constantFrom('a', 'b ', '\n', '\r\n', '\n\n', '// ', ''), { maxLength: 5 })
      .map((parts) => text(parts.join(''))),
    tie('nodes').map((children) => span(...children)),
  ),
  nodes: fc.array(tie('node'), { maxLength: 5 }),
}))

test('lines, put together, are the code; each has its line end, and no other', () => {
  fc.assert(
    fc.property(nodes, (code) => {
      const lines = linesOf(code)
      expect(lines.flatMap((line) => line.map(writtenText)).join('')).toBe(textOf(code))
      const expected = textOf(code).split(/(?<=\n)/)
      expect(lines.map(textOf).filter((line) => line !== '')).toEqual(expected.filter((line) => line !== ''))
    }),
  )
})

test('an element over several lines is there in each, its id in the first', () => {
  const code: ElementContent = {
    ...(span(text('/* a\n\nb */')) as object),
    properties: { id: 'x' },
  } as ElementContent
  const lines = linesOf([code, text(' c\n')])
  expect(lines.map(textOf)).toEqual(['/* a\n', '\n', 'b */ c\n'])
  expect(lines.map(([first]) => first?.type === 'element' && first.properties.id)).toEqual([
    'x',
    undefined,
    undefined,
  ])
})

test.each([
  ['a // [!code ++]\n', 'ins', 'a\n'],
  ['a # [!code --]', 'del', 'a'],
  ['<p> <!-- [!code highlight] -->\n', 'mark', '<p>\n'],
  ['a /* [!code hl] */\n', 'mark', 'a\n'],
  ['// [!code ++] a\n', undefined, '// [!code ++] a\n'],
  ['[!code ++]\n', undefined, '[!code ++]\n'],
])('the comment at the end of %j', (written, kind, rest) => {
  const half = Math.floor(written.length / 2)
  const taken = takeMark([text(written.slice(0, half)), span(text(written.slice(half)))])
  expect(taken.kind).toBe(kind)
  expect(textOf(taken.line)).toBe(rest)
})
