import { expect, test } from 'vitest'
import { toItemPlaces } from './feed-places.js'

const starts = (text: string, format: string, count: number) =>
  toItemPlaces(text, format, count).map((place) => place && `${place.start.line}:${place.start.column}`)

test('items of RSS, whatever stands before and in them', () => {
  const text = `<?xml version="1.0"?>
<!-- <item><title>no</title></item> -->
<rss version="2.0"><channel><title>😀 T</title>
  😀<item><title>A</title><x:item xmlns:x="urn:x"><title>inside</title></x:item></item><item
    id="1"
  ><description><![CDATA[<item>]]></description></item>
  <item/><image><item><title>elsewhere</title></item></image>
</channel></rss>`
  expect(starts(text, 'rss', 2)).toEqual(['4:5', '4:88'])
  expect(toItemPlaces(text, 'rss', 2)[1]?.end).toEqual({ line: 6, column: 56 })
})

test('entries of Atom under a prefix, and items of RSS 1 beside their channel', () => {
  const atom = '<a:feed xmlns:a="http://www.w3.org/2005/Atom">\n<a:entry><a:id>1</a:id></a:entry></a:feed>'
  expect(starts(atom, 'atom', 1)).toEqual(['2:1'])
  const rdf = '<rdf:RDF><channel/>\n\n <item><title>x</title></item></rdf:RDF>'
  expect(starts(rdf, 'rdf', 1)).toEqual(['3:2'])
})

test('items of JSON Feed; of two lists the last counts', () => {
  const text =
    '{\n  "items": [{}],\n  "x": { "items": [1] },\n  "items": [\n    { "id": "]{" }, { "id": 2 }\n  ]\n}'
  expect(starts(text, 'json', 2)).toEqual(['5:5', '5:21'])
})

test('no place rather than that of another item', () => {
  expect(starts('<feed><entry><id>1</id></entry></feed>', 'atom', 2)).toEqual([undefined, undefined])
  expect(starts('{"items": {}}', 'json', 1)).toEqual([undefined])
})
