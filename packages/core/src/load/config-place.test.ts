import { expect, test } from 'vitest'
import { placeOfField, placeOfItem, placeOfText } from './config-place.js'

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

const plugins = `// plugins: [not(this)]
import { feed } from 'x'
export default {
  plugins: [
    // the first one
    home(),
    isOn && feed({ limit: 'x', inner: { path: "a]" } }),
    { name: 'own', emit: () => [], },
    archive({
      title: 1,
    }),
    ...more, sitemap({ path: 2 }),
  ],
}`

test.each([
  [0, [], '6:5'],
  [1, ['limit'], '7:20'],
  [1, ['inner', 'path'], '7:41'],
  [1, ['nothing'], '7:5'],
  [2, ['name'], '8:7'],
  [3, ['title'], '10:7'],
  // What is spread may be any number of items.
  [4, ['path'], '4:3'],
  [9, [], '4:3'],
])('item %i, %j', (index, path, expected) => {
  const { start } = placeOfItem(plugins, 'plugins', index, path) ?? {}
  expect(`${start?.line}:${start?.column}`).toBe(expected)
})

test('items of a list that stands nowhere have no place', () => {
  expect(placeOfItem('export default {}', 'plugins', 0, [])).toBeUndefined()
  expect(placeOfItem('export default { plugins }', 'plugins', 0, [])?.start.column).toBe(18)
})
