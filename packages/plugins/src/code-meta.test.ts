import { expect, test } from 'vitest'
import { readCodeMeta } from './code-meta.js'

const kindsOf = (meta: string) => {
  const { kindOf } = readCodeMeta(meta)
  return [1, 2, 3, 4, 5, 6].map((line) => kindOf(line) ?? '-').join(' ')
}

test.each([
  ['', '- - - - - -'],
  ['{1,3-5}', 'mark - mark mark mark -'],
  ['ins={2} del={4} mark={6}', '- ins - del - mark'],
  ['{1-6} ins="2" del=3', 'mark ins del mark mark mark'],
  ['{ 2 , 4 - 5 } {1}', 'mark mark - mark mark -'],
  ['{a,0,-1,5-4,1.5}', '- - - - - -'],
  ['{1-999999999}', 'mark mark mark mark mark mark'],
  ['other={1} title="{2}"', '- - - - - -'],
])('lines of %j', (meta, kinds) => {
  expect(kindsOf(meta)).toBe(kinds)
})

test.each([
  ['title="src/a b.ts" {1}', 'src/a b.ts'],
  ['{1} title=\'a "b"\'', 'a "b"'],
  ['title=a.ts', 'a.ts'],
  ['title=""', undefined],
  ['subtitle', undefined],
])('title of %j', (meta, title) => {
  expect(readCodeMeta(meta).title).toBe(title)
})

test.each([
  ['showLineNumbers', 1],
  ['showLineNumbers=10 {1}', 10],
  ['showLineNumbers={3}', 3],
  ['noLineNumbers', false],
  ['title="showLineNumbers"', undefined],
])('numbers of %j', (meta, numbers) => {
  expect(readCodeMeta(meta).numbers).toBe(numbers)
})
