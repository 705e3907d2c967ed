import { expect, test } from 'vitest'
import { toRecords } from './record.js'

const read = (path: string, text: string) => toRecords({ path, text, trust: 'author' })

test('Markdown is one record without key', () => {
  const { value } = read('a.markdown', '---\ntitle: A\n---\nBody')
  expect(value).toMatchObject([{ data: { title: 'A' }, body: '\n\n\nBody' }])
  expect(value[0]).not.toHaveProperty('key')
  expect(read('a.MD', 'x').value).toMatchObject([{ data: {}, body: 'x' }])
})

test('broken Markdown is no record, and a message', () => {
  expect(read('a.md', '---\na: [\n---\n')).toMatchObject({ value: [], messages: [{ rule: 'yaml-invalid' }] })
})

test('a mapping is one record', () => {
  const { value, messages } = read('a.yaml', 'name: Alice\nlinks:\n  web: x\n')
  expect(messages).toEqual([])
  expect(value).toMatchObject([{ data: { name: 'Alice', links: { web: 'x' } }, body: '' }])
  expect(value[0]?.places['links.web']?.start).toEqual({ line: 3, column: 8 })
})

test('a list is a record for each item, by id or slug, with its own places', () => {
  const { value, messages } = read(
    'a.json',
    '[\n  {"id": "a", "tags": ["x"]},\n  {"slug": "b"},\n  {"id": 3}\n]',
  )
  expect(messages).toEqual([])
  expect(value.map(({ key }) => key)).toEqual(['a', 'b', '3'])
  expect(value[0]?.places['tags.0']?.start).toEqual({ line: 2, column: 24 })
  expect(value[1]?.places['']?.start).toEqual({ line: 3, column: 3 })
  expect(Object.keys(value[1]?.places ?? {}).sort()).toEqual(['', 'slug'])
})

test('a broken item hides no other', () => {
  const { value, messages } = read('a.yml', '- id: a\n- 7\n- name: x\n- id: a\n- id: __proto__\n')
  expect(value.map(({ key }) => key)).toEqual(['a', '__proto__'])
  expect(messages.map(({ rule, place }) => [rule, place?.start.line])).toEqual([
    ['data-shape', 2],
    ['data-key', 3],
    ['data-duplicate-key', 4],
  ])
  expect(messages[2]?.text).toContain('1:3')
})

test('an empty data file has no records; a text is an error', () => {
  expect(read('a.yaml', '# nothing\n')).toEqual({ value: [], messages: [] })
  expect(read('a.json', '[]')).toEqual({ value: [], messages: [] })
  expect(read('a.yaml', 'text')).toMatchObject({ value: [], messages: [{ rule: 'data-shape' }] })
})

test('other files are left out with a warning', () => {
  expect(read('a.csv', 'x')).toMatchObject({
    value: [],
    messages: [{ rule: 'source-format', severity: 'warning' }],
  })
})
