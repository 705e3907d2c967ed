import { testPlugin } from '@blog-build/core/testing'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { refusals } from '../test/refusals.js'
import { type CsvOptions, csv } from './csv.js'

type Files = Record<string, string | Uint8Array>

/** A site, and its data entries, one a line; also where there are errors. */
const build = (files: Files, options: CsvOptions = {}, config = {}) =>
  testPlugin(() => csv(options), {
    files,
    config,
    ask: async (context) => {
      const found = await context.entries({ collection: ['prices', 'data'], sort: 'id' })
      return found.map(({ id, data }) => `${id} ${JSON.stringify(data)}`)
    },
  })

/** As they are told: place, rule and text. */
const told = ({ messages }: Awaited<ReturnType<typeof build>>) =>
  messages.map(
    ({ path, place, rule, text }) => `${path}:${place?.start.line}:${place?.start.column} ${rule} ${text}`,
  )

const messy = `sku;name;price;active;
A1;"Desk, oak";1.299,00;yes;
A2;Chair;49,90
A3;"Lamp;19,90;no;
A4;Shelf;cheap;no;
A1;Desk again;5,00;no;
;Nameless;5,00;no;
A5;"Two
lines";5,00;perhaps;
A6;Bench;75,00;no;;more
A7;"Stool" new;7,00;yes;
A8;Table;;;
`

test('messy rows are named by their line, and the others stay', async () => {
  const prices = {
    key: 'sku',
    types: { price: 'number', active: 'boolean', lost: 'date' },
    decimal: ',',
  } as const
  const built = await build({ 'content/prices.csv': messy }, { collections: { prices } })
  expect(built.answer).toEqual([
    'prices/A1 {"sku":"A1","name":"Desk, oak","price":1299,"active":true}',
    'prices/A8 {"sku":"A8","name":"Table"}',
  ])
  expect(told(built)).toEqual([
    'content/prices.csv:1:1 csv-column There is no column `lost`.',
    'content/prices.csv:3:1 csv-row This row has 3 cells, the header has 5; it is left out.',
    'content/prices.csv:4:4 csv-quote The quote that begins here is not closed, so this line is left out.',
    'content/prices.csv:5:10 csv-cell `price` must be a number such as 1234,5, not "cheap"; the row is left out.',
    'content/prices.csv:6:1 csv-duplicate-key A second row has the `sku` "A1", so it is left out; the first is at 2:1.',
    'content/prices.csv:7:1 csv-key This row has no `sku`, by which it is told apart from the others; it is left out.',
    'content/prices.csv:9:13 csv-cell `active` must be true or false, not "perhaps"; the row is left out.',
    'content/prices.csv:10:1 csv-row This row has 6 cells, the header has 5; it is left out.',
    'content/prices.csv:11:12 csv-quote Behind the closing quote of a cell stands something else than the next cell, so this row is left out.',
  ])
  expect(built.messages.every(({ plugin }) => plugin === 'csv')).toBe(true)
})

test('the schema of the collection makes the types, and points at a cell', async () => {
  const schema = z.strictObject({ id: z.string(), price: z.coerce.number(), since: z.coerce.date() })
  const files = { 'content/prices.tsv': 'id\tprice\tsince\na\t1.5\t2024-01-31\nb\tmuch\t2024-01-31\n' }
  const format = { price: { style: 'percent' }, since: { dateStyle: 'medium' }, id: {} } as const
  const built = await build(files, { format }, { collections: { prices: { schema } } })
  expect(built.answer).toEqual([
    'prices/a {"priceText":"150%","sinceText":"Jan 31, 2024","id":"a","price":1.5,"since":"2024-01-31T00:00:00.000Z"}',
  ])
  expect(told(built)).toEqual([
    'content/prices.tsv:3:3 frontmatter-schema Field `price` does not fit the schema of collection `prices`: Invalid input: expected number, received NaN.',
  ])
})

test('keys: `id`, `slug`, the first column if it tells all apart, else the number of the row', async () => {
  const files = {
    'content/data/a.csv': 'name,id\nx,1\n',
    'content/data/b.csv': 'name,slug\nx,one\n',
    'content/data/c.csv': 'name,n\nx,1\ny,1\n',
    'content/data/d.csv': 'name,n\nx,1\nx,1\n',
  }
  const { answer, messages } = await build(files)
  expect(messages).toEqual([])
  expect(answer?.map((line) => line.split(' ')[0])).toEqual(
    ['a/1', 'b/one', 'c/x', 'c/y', 'd/1', 'd/2'].map((id) => `data/${id}`),
  )
})

test.each([
  ['UTF-8 with a mark', [0xef, 0xbb, 0xbf, ...new TextEncoder().encode('id,n\r\na,ä€\r\n')]],
  ['UTF-16, little endian', [0xff, 0xfe, ...Buffer.from('id,n\r\na,ä€\r\n', 'utf16le')]],
  ['UTF-16, big endian', [0xfe, 0xff, ...Buffer.from('id,n\r\na,ä€\r\n', 'utf16le').swap16()]],
  ['Windows-1252', [...Buffer.from('id,n\r\na,\xe4\x80\r\n', 'latin1')]],
])('encoding: %s', async (_, bytes) => {
  const { answer, messages } = await build({ 'content/prices.csv': Uint8Array.from(bytes) })
  expect(messages).toEqual([])
  expect(answer).toEqual(['prices/a {"id":"a","n":"ä€"}'])
})

test('an encoding that is told', async () => {
  const files = { 'content/prices.csv': Uint8Array.of(...Buffer.from('id,n\na,'), 0xc4) }
  expect((await build(files, { encoding: 'windows-1251' })).answer).toEqual(['prices/a {"id":"a","n":"Д"}'])
})

test('hostile headers and cells are data', async () => {
  const files = {
    'content/prices.csv': '__proto__,constructor,a.b,a.b,id\n1,2,<script>,=cmd(),../../etc\n',
    'content/posts/a.md': '# A',
    'content/data/empty.csv': '',
    'content/data/header.csv': 'id,n\n',
    'content/data/open.csv': '"',
  }
  const built = await build(files)
  expect(built.answer).toEqual([
    'prices/../../etc {"__proto__":"1","constructor":"2","a.b":"<script>","id":"../../etc"}',
  ])
  expect(told(built)).toEqual([
    'content/data/open.csv:1:1 csv-quote The quote that begins here is not closed, so this line is left out.',
    'content/prices.csv:1:27 csv-column-twice A second column is called `a.b`; the first is at 1:23.',
  ])
  expect(({} as Record<string, unknown>).constructor).toBe(Object)
})

test('drafts and order are what core wants of them', async () => {
  const files = { 'content/prices.csv': 'id,draft,order\na,no,2\nb,yes,1\n' }
  expect((await build(files)).answer).toEqual(['prices/a {"id":"a","draft":false,"order":2}'])
})

test.each([
  ['a cell', 'id,n\na,3\nb,2\n', ['a 3.00', 'b 2.00']],
  ['a row less', 'id,n\na,1\n', ['a 1.00']],
  ['another order', 'id,n\nb,2\na,1\n', ['a 1.00', 'b 2.00']],
  ['another delimiter', 'id;n\na;1\nb;2\n', ['a 1.00', 'b 2.00']],
  ['another header', 'name,n\na,1\na,2\n', ['1 1.00', '2 2.00']],
  ['a row that breaks', 'id,n\na,1\n"b,2\nc,3\n', ['a 1.00', 'c 3.00']],
  ['nothing', '', []],
])('an edit: %s', async (_, text, expected) => {
  const options: CsvOptions = { types: { n: 'number' }, format: { n: { minimumFractionDigits: 2 } } }
  const first = { 'content/prices.csv': 'id,n\na,1\nb,2\n' }
  const numbersOf = (built: { answer: string[] | undefined }) =>
    built.answer?.map((line) => line.replace(/^prices\/(\S+) .*"nText":"([^"]*)".*$/, '$1 $2'))
  const before = await build(first, options)
  const after = await before.edit({ files: { 'content/prices.csv': text } })
  expect(numbersOf(after)).toEqual(expected)
  const again = await after.edit({ files: first })
  expect([again.answer, again.messages]).toEqual([before.answer, before.messages])
})

test('wrong options are refused', async () => {
  expect(await refusals(csv({ delimiter: ':' as never }))).toContain(
    '`delimiter`: it must be "," or ";" or "\\t" or "|", not ":".',
  )
  expect(await refusals(csv({ encoding: 'utf-99' }))).toContain(
    '`encoding`: it must be the label of an encoding',
  )
  expect(await refusals(csv({ collections: { prices: { types: { n: 'int' as never } } } }))).toContain(
    '`collections.prices.types.n`: it must be "text" or "number" or "boolean" or "date", not "int".',
  )
  expect(await refusals(csv({ format: { n: { style: 'currency' } } }))).toContain(
    '`format.n`: Currency code is required',
  )
  expect(await refusals(csv({ format: { n: { style: 'currency' } } }))).toMatch(/[^.]\.$/)
})
