import { expect, test } from 'vitest'
import { placeOfField, placeOfText } from './config-place.js'

const text = `/* base: 1 */
const base = "base: 2" // base: 3
const nested = { inner: { title: 1, base: 2 } }
export default defineConfig({
  base, nested,
  "title": \`title: \${base}\`,
  markdown: {
    remark: [['a', { title: 1 }]],
    rehype: [],
  },
  plugins: [{ async emit() {} }],
})`

test.each([
  [['base'], '5:3'],
  [['title'], '6:3'],
  [['markdown', 'rehype', 0], '9:5'],
  [['markdown', 'remark', 0, 'title'], '8:22'],
  [['markdown', 'nothing'], '7:3'],
  [['plugins', 0, 'emit'], '11:21'],
  [['inner', 'title'], '3:27'],
])('%j', (path, expected) => {
  const { start } = placeOfField(text, path) ?? {}
  expect(`${start?.line}:${start?.column}`).toBe(expected)
})

test('what stands nowhere has no place', () => {
  expect(placeOfField(text, ['nowhere'])).toBeUndefined()
  expect(placeOfText(text, 'nowhere')).toBeUndefined()
})

test('quoted text', () => {
  expect(placeOfText(text, 'a')).toEqual({ start: { line: 8, column: 15 }, end: { line: 8, column: 18 } })
})
