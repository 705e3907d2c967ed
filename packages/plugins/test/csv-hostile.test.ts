import { testPlugin } from '@blog-build/core/testing'
import { expect, test } from 'vitest'
import { type CsvOptions, csv } from '../src/csv.js'

/** Fields of the rows as far as there are any, and what is told, by line and column. */
async function read(body: string | Uint8Array, options: CsvOptions = {}) {
  const rows: unknown[] = []
  const dump = {
    name: 'dump',
    emit: async (context: { entries(query: object): Promise<{ data: unknown }[]> }) => {
      rows.splice(0, rows.length, ...(await context.entries({ collection: 't' })).map(({ data }) => data))
      return []
    },
  }
  const files = { 'content/posts/a.md': '# A', 'content/t.csv': body }
  const { messages } = await testPlugin(() => csv(options), { files, config: { plugins: [dump] } })
  const told = messages.map(({ rule, place }) => `${rule} ${place?.start.line}:${place?.start.column}`)
  return { rows, told, messages }
}

const utf16 = (text: string) => Buffer.from(text, 'utf16le')

test.each([
  ['UTF-8 with a mark', Buffer.from('\ufeffid,n\na,ä\n')],
  ['UTF-16, little end first', utf16('\ufeffid,n\na,ä\n')],
  ['UTF-16, big end first', utf16('\ufeffid,n\na,ä\n').swap16()],
  ['UTF-16 without a mark, little end first', utf16('id,n\na,ä\n')],
  ['UTF-16 without a mark, big end first', utf16('id,n\na,ä\n').swap16()],
  ['Windows-1252', Buffer.from('id,n\na,ä\n', 'latin1')],
  ['line ends of old Macs', Buffer.from('id,n\ra,ä\r')],
])('%s', async (_, bytes) => {
  expect(await read(new Uint8Array(bytes))).toMatchObject({ rows: [{ id: 'a', n: 'ä' }], told: [] })
})

test('what is no text is told where it stands first', async () => {
  const utf32 = Uint8Array.from([0xff, 0xfe, 0, 0, 0x69, 0, 0, 0, 0x64, 0, 0, 0])
  expect((await read(utf32)).told).toEqual(['csv-character 1:1'])
  expect(await read('id,n\na,x\0y\n')).toMatchObject({ rows: [{ id: 'a' }], told: ['csv-character 2:4'] })
  const latin = new Uint8Array(Buffer.from('id,n\nab,ä\n', 'latin1'))
  expect((await read(latin, { encoding: 'utf-8' })).told).toEqual(['csv-character 2:4'])
})

test('of a file in which nothing fits, the first problems are told and the others counted', async () => {
  const { messages, rows } = await read(`id,n\n${'x\n'.repeat(2_000)}ok,1\n`)
  expect(rows).toEqual([{ id: 'ok', n: '1' }])
  expect(messages.map(({ rule }) => rule)).toEqual([...Array(100).fill('csv-row'), 'csv-more'])
  expect(messages[100]).toMatchObject({ place: { start: { line: 102, column: 1 } } })
  expect(messages[100]?.text).toContain('1900 more')
})

test('headers: twice, without names, or with nothing below', async () => {
  expect((await read('id,n,n\na,1,2\n')).told).toEqual(['csv-column-twice 1:6'])
  expect((await read('id,,n\na,1,2\n')).told).toEqual(['csv-column 1:4'])
  expect(await read('id,n')).toMatchObject({ rows: [], told: [] })
  expect(await read('\n\n')).toMatchObject({ rows: [], told: [] })
})

test('cells formatted by schema, as the manual has it', async () => {
  const { rows } = await read('sku,price\nx,1234.5\n', {
    collections: {
      t: {
        key: 'sku',
        types: { price: 'number' },
        format: { price: { style: 'currency', currency: 'EUR' } },
      },
    },
  })
  expect(rows).toEqual([{ sku: 'x', price: 1234.5, priceText: '€1,234.50' }])
})
