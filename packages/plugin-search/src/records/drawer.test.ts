// Groups and drawers together: what is joined, cut and written is what a table of all documents says.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { drawerOf } from '../format/drawer.js'
import type { IndexedPage } from '../format/entry.js'
import { hexDigits } from '../format/files.js'
import { toImpact } from '../format/impact.js'
import { decodeShard } from '../format/shard.js'
import { createWords } from '../terms/words.js'
import { toDrawer, toShardFile } from './drawer.js'
import { type Member, toGroup } from './group.js'
import { type FieldWeights, toRecord } from './record.js'

const stem = (word: string) => word.replace(/s$/, '')
const words = createWords('en', stem)
const weights: FieldWeights = { title: 1, headings: 0, tags: 0, authors: 0, summary: 0, text: 0, code: 0 }

/** A document as its title. */
interface Written {
  id: number
  title: string[]
  tag?: string | undefined
}

/** Words of letters that all begin in the same way. */
const wordAt = (at: number) => `co${[...`${at * 7919}`].map((digit) => 'qrtuvwxyzp'[+digit]).join('')}`

/** Documents by rising id, each with some of thirty words and their plurals. */
const documents = fc
  .uniqueArray(
    fc.record({
      id: fc.oneof(fc.nat(300), fc.bigInt(0n, 2n ** 40n - 1n).map(Number)),
      title: fc.array(
        fc.tuple(fc.nat(30), fc.boolean()).map(([at, isPlural]) => wordAt(at) + (isPlural ? 's' : '')),
        { maxLength: 8 },
      ),
      tag: fc.constantFrom(undefined, 'a', 'b c'),
    }),
    { maxLength: 12, selector: ({ id }) => id },
  )
  .map((list): Written[] => list.sort((a, b) => a.id - b.id))

/** Sixty documents, each with 150 of 907 words: too much for one file, whatever the step. */
const many = (step: number) =>
  Array.from({ length: 60 }, (_, id): Written => {
    const words = Array.from({ length: 150 }, (_, at) => wordAt((13 * id + at * step) % 907))
    return { id, title: words.map((word, at) => ((id + at) % 3 === 0 ? `${word}s` : word)) }
  })

function toMember({ id, title, tag }: Written): Member {
  const name = hexDigits(id, 10)
  const date = id % 2 === 0 ? { date: '1970-01-03' } : {}
  const shown = { title: title.join(' '), collection: 'posts', tags: [], authors: [], sections: [] }
  const page: IndexedPage = { url: `/${name}/`, ...shown, ...date }
  const record = toRecord(page, tag === undefined ? [] : [['tags', tag]], words, weights)
  return { document: { id: name, key: name, permalink: page.url }, record }
}

const groupOf = (list: readonly Written[], drawers: number) => toGroup(list.map(toMember), drawers)

interface Row {
  term: string
  forms: string[]
  /** Ids and impacts. */
  documents: [number, number][]
}

/** What stands in documents, term by term. */
function tableOf(list: readonly Written[]): Row[] {
  const table = new Map<string, Row>()
  const add = (term: string, form: string, id: number) => {
    const row = table.get(term) ?? { term, forms: [], documents: [] }
    if (!row.forms.includes(form)) row.forms.push(form)
    if (row.documents.at(-1)?.[0] !== id) row.documents.push([id, 0])
    const last = row.documents.at(-1) as [number, number]
    last[1]++
    table.set(term, row)
  }
  for (const { id, title, tag } of list) {
    for (const word of title) add(stem(word), word, id)
    if (tag !== undefined) add(`=tags=${tag}`, `=tags=${tag}`, id)
  }
  const rows = [...table.values()].sort((a, b) => (a.term < b.term ? -1 : 1))
  return rows.map(({ term, forms, documents }) => {
    return { term, forms: forms.sort(), documents: documents.map(([id, count]) => [id, toImpact(count, 0)]) }
  })
}

/** The same as a file has it. */
function rowsOf(list: string): Row[] {
  return [...decodeShard(toShardFile(list)).values()].map(({ term, forms, documents }) => {
    return {
      term,
      forms: [...forms],
      documents: [...documents().ids].map((id, at) => [id, documents().impacts[at] as number]),
    }
  })
}

test('a term has the forms and the documents of all records, in its drawer', () => {
  fc.assert(
    fc.property(documents, fc.integer({ min: 1, max: 5 }), (list, drawers) => {
      const table = tableOf(list)
      const group = groupOf(list, drawers)
      for (let drawer = 0; drawer < drawers; drawer++) {
        const { shards } = toDrawer([group.drawers[drawer] ?? ''], list.length)
        const own = table.filter(({ term }) => drawerOf(term, drawers) === drawer)
        expect(shards.flatMap((shard) => rowsOf(shard.list))).toEqual(own)
      }
      const dated = list.filter(({ id }) => id % 2 === 0)
      expect(group.days).toEqual(dated.map(({ id }) => [hexDigits(id, 10), 2]))
      expect(group.filters.map(({ filter: [, value], count }) => [value, count])).toEqual(
        ['a', 'b c'].flatMap((tag) => {
          const { length } = list.filter((one) => one.tag === tag)
          return length > 0 ? [[tag, length]] : []
        }),
      )
    }),
  )
})

test('groups that are joined are one group of all, wherever they end', () => {
  fc.assert(
    fc.property(documents, fc.array(fc.nat(12), { maxLength: 4 }), (list, ends) => {
      const borders = [0, ...ends.sort((a, b) => a - b), list.length]
      const groups = borders.map((from, at) => groupOf(list.slice(from, borders[at + 1] ?? from), 2))
      const whole = groupOf(list, 2)
      for (const drawer of [0, 1]) {
        const joined = groups.map(({ drawers }) => drawers[drawer] ?? '')
        expect(toDrawer(joined, list.length)).toEqual(toDrawer([whole.drawers[drawer] ?? ''], list.length))
      }
      expect(groups.reduce((sum, { length }) => sum + length, 0)).toBe(whole.length)
      expect(groups.flatMap(({ days }) => days)).toEqual(whole.days)
    }),
  )
})

test('what a group has does not depend on what the ids are, but for their order', () => {
  fc.assert(
    fc.property(documents, fc.integer({ min: 1, max: 2 ** 30 }), (list, shift) => {
      const moved = list.map((one, at) => ({ ...one, id: 2 * at * shift + (one.id % 2) }))
      const ids = new Map(list.map(({ id }, at) => [id, moved[at]?.id]))
      const renamed = rowsOf(groupOf(list, 1).drawers[0] ?? '').map(({ documents, ...row }) => {
        return { ...row, documents: documents.map(([id, impact]) => [ids.get(id), impact]) }
      })
      expect(rowsOf(groupOf(moved, 1).drawers[0] ?? '')).toEqual(renamed)
    }),
  )
})

test('of a drawer in several files, a term stands in the last one whose bound is not behind it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 906 }), (step) => {
      const list = many(step)
      const { shards, lexicon } = toDrawer(groupOf(list, 1).drawers, list.length)
      const table = tableOf(list)
      expect(shards.length).toBeGreaterThan(1)
      expect(shards[0]?.bound).toBe('')
      const files = shards.map(({ bound, list }) => ({ bound, rows: rowsOf(list) }))
      const found = table.map(({ term }) => {
        const file = files.filter(({ bound }) => bound <= term).pop()
        return file?.rows.find((row) => row.term === term)
      })
      expect(found).toEqual(table)
      const isWord = ({ term }: Row) => !term.startsWith('=')
      expect(lexicon?.map(([term]) => term)).toEqual(table.filter(isWord).map(({ term }) => term))
    }),
    { numRuns: 5 },
  )
})

test('a term that most documents have, and whose list is long, is common and has a file for itself', () => {
  const list = Array.from({ length: 1500 }, (_, id) => ({
    id,
    title: ['cobroker', ...(id % 3 === 0 ? ['coconut'] : []), ...(id % 2 === 0 ? ['cobalt', 'cocoa'] : [])],
  }))
  const { shards, common } = toDrawer(groupOf(list, 1).drawers, list.length)
  expect(common).toEqual(['cobroker'])
  expect(shards.map(({ list }) => rowsOf(list).map(({ term }) => term))).toEqual([
    ['cobalt'],
    ['cobroker'],
    ['cocoa', 'coconut'],
  ])
})
