import { stemmer } from '@orama/stemmers/english'
import { expect, test } from 'vitest'
import { toImpact } from '../format/impact.js'
import { decodeShard, type IndexTerm } from '../format/shard.js'
import { standardWeights } from '../options.js'
import { createWords } from '../terms/words.js'
import { toDrawer, toShardFile } from './drawer.js'
import { toGroup } from './group.js'
import { type Record, toRecord } from './record.js'

const page = {
  url: '/a/',
  title: 'Caching caches',
  collection: 'posts',
  date: '1970-01-11T08:00:00+02:00',
  summary: 'Short',
  tags: ['erlang', 'c'],
  authors: ['Ada'],
  sections: [
    { anchor: '', heading: '', text: 'plain getUser plain', code: '' },
    { anchor: 'b', heading: 'Heading', text: 'short', code: 'short code' },
  ],
}

function termsOf(record: Record): IndexTerm[] {
  const id = '0000000007'
  const group = toGroup([{ document: { id, key: 'a', permalink: '/a/' }, record }], 1)
  return toDrawer(group.drawers, 1).shards.flatMap(({ list }) => [...decodeShard(toShardFile(list)).values()])
}

test('each word counts as its fields do, in a document of that length', () => {
  const record = toRecord(
    page,
    [
      ['tags', 'c', 'C'],
      ['company', 'companies/kappa', 'Kappa'],
    ],
    createWords('en', stemmer),
    standardWeights,
  )
  expect([record.length, record.day]).toEqual([4, 10])
  const found = termsOf(record).map(({ term, forms, documents }) => [
    term,
    forms.join(' '),
    documents().impacts[documents().ids.indexOf(7)],
  ])
  const { title, headings, tags, authors, summary, text, code } = standardWeights
  expect(found).toEqual(
    [
      ['=company=companies/kappa', '=company=companies/kappa', 1],
      ['=tags=c', '=tags=c', 1],
      ['ada', 'ada', authors],
      ['c', 'c', tags],
      ['cach', 'caches caching', 2 * title],
      ['code', 'code', code],
      ['erlang', 'erlang', tags],
      ['get', 'get', text / 2],
      ['getus', 'getuser', text],
      ['head', 'heading', headings],
      ['kappa', 'kappa', tags],
      ['plain', 'plain', 2 * text],
      ['short', 'short', summary + text + code],
      ['user', 'user', text / 2],
    ].map(([term, forms, weight]) => [term, forms, toImpact(Number(weight), 4)]),
  )
})

test('a list counts by its name, and little by its cards, the less the more there are', () => {
  const weightsIn = (title: string, texts: readonly string[]) => {
    const sections = texts.map((text) => ({ anchor: '', heading: '', text, code: '' }))
    const list = { ...page, title, collection: '', summary: 'About', tags: [], authors: [], sections }
    const terms = termsOf(toRecord(list, [], createWords('en', stemmer), standardWeights))
    return new Map(
      terms.map(({ term, documents }) => [term, documents().impacts[documents().ids.indexOf(7)]]),
    )
  }
  const { title, summary, text } = standardWeights
  expect(weightsIn('Kafka', ['queue queue'])).toEqual(
    new Map([
      ['about', toImpact(summary, 2)],
      ['kafka', toImpact(3 * title, 2)],
      ['queue', toImpact(0.4 * text * 2, 2)],
    ]),
  )
  const more = weightsIn('A list of Kafka', ['queue queue queue', 'other'])
  expect(more.get('kafka')).toBe(toImpact(title, 4))
  expect(more.get('queue')).toBe(toImpact(0.2 * text * 3, 4))
})
