import { h } from 'preact'
import { expect, test } from 'vitest'
import type { StandardProps } from '../hooks/layout.js'
import { toHtml } from './html.js'

const props: StandardProps & Record<string, unknown> = {
  site: { title: 'T', description: '', language: 'en', home: '/', navigation: [] },
  page: { permalink: '/', url: '/', layout: 'post', params: {} },
  head: [],
  styles: [],
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
