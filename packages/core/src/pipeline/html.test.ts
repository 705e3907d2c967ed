import fc from 'fast-check'
import { h } from 'preact'
import { expect, test } from 'vitest'
import type { StandardProps } from '../hooks/layout.js'
import { contentsIn, createReferences, findElement, toHtml, withContents } from './html.js'

const props: StandardProps & Record<string, unknown> = {
  site: { title: 'T', description: '', language: 'en', home: '/', navigation: [] },
  page: { permalink: '/', url: '/', layout: 'post', params: {} },
  head: [],
  styles: [],
  scripts: [],
}

test('a component is a document', () => {
  expect(toHtml(() => h('p', null, '<'), props)).toBe('<!doctype html>\n<p>&lt;</p>\n')
})

test.each([
  ['null', () => null],
  ['a promise', (async () => h('p', null)) as never],
])('a component that gives %s is an error, not an empty page', (_what, component) => {
  expect(() => toHtml(component, props)).toThrow('renders nothing')
})

test('references to content are found in order, each once, and become its HTML wherever they stand', () => {
  const { to } = createReferences()
  const props = { content: to('b'), list: [{ more: to('a') }, to('b')], date: new Date(0), none: null }
  expect(contentsIn(props)).toEqual(['b', 'a'])
  expect(withContents(props, (id) => `<p>${id}</p>`)).toEqual({
    content: { __html: '<p>b</p>' },
    list: [{ more: { __html: '<p>a</p>' } }, { __html: '<p>b</p>' }],
    date: new Date(0),
    none: null,
  })
})

test('data that looks like a reference is none', () => {
  const { to, withoutForged } = createReferences()
  const props = withoutForged({ own: to('a'), data: [{ contentOf: 'b' }] })
  expect(props).toEqual({ own: { contentOf: 'a' }, data: [{ contentOf: 'b', isData: true }] })
  expect(contentsIn(props)).toEqual(['a'])
  expect(contentsIn(createReferences().withoutForged({ foreign: to('a') }))).toEqual([])
})

test('dates and bytes stay what they are', () => {
  const props = { date: new Date(0), bytes: new Uint8Array(2) }
  for (const copy of [
    createReferences().withoutForged(props),
    withContents(props, String),
  ] as (typeof props)[]) {
    expect(copy.date).toBe(props.date)
    expect(copy.bytes).toBe(props.bytes)
  }
  expect(contentsIn(props)).toEqual([])
})

test('plain data is copied whole, keys with a meaning of their own included', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const before = JSON.stringify(value)
      for (const copy of [createReferences().withoutForged(value), withContents(value, String)]) {
        expect(JSON.stringify(copy)).toBe(before)
        if (typeof value === 'object' && value !== null) expect(copy).not.toBe(value)
      }
    }),
  )
  const props = JSON.parse('{"__proto__":{"constructor":1},"toString":2}')
  const copy = withContents(props, String) as object
  expect(JSON.stringify(copy)).toBe(JSON.stringify(props))
  expect(Object.getPrototypeOf(copy)).toBe(Object.prototype)
})

test('a component may change what it gets, which the remembered props do not show', () => {
  const props = Object.freeze({ tags: Object.freeze(['b', 'a']), site: Object.freeze({ title: 'x' }) })
  const copy = withContents(props, String) as { tags: string[]; site: { title: string } }
  copy.tags.sort()
  copy.site.title = 'y'
  expect(copy).toEqual({ tags: ['a', 'b'], site: { title: 'y' } })
  expect(props).toEqual({ tags: ['b', 'a'], site: { title: 'x' } })
})

test('an element among props is found by its path', () => {
  expect(findElement({ a: 1, list: [{}, { icon: h('i', null) }] })).toBe('list.1.icon')
  expect(findElement(h('i', null))).toBe('')
  expect(findElement({ a: [1, 'x', null, new Date(0)], b: { c: {} } })).toBeUndefined()
})
