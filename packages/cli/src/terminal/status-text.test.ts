import type { Message } from '@blog-build/core'
import { expect, test } from 'vitest'
import { plainColors } from '../colors.js'
import { widthOf } from '../visible.js'
import { statusText, type WatchState } from './status-text.js'

const error: Message = { rule: 'link-missing', severity: 'error', text: 'x' }
const warning: Message = { ...error, severity: 'warning' }
const last: WatchState['last'] = {
  build: {
    status: 'published',
    changed: { added: [], changed: ['/posts/a/'], removed: [] },
    stats: { pages: 3 } as never,
  },
  elapsed: 12,
  isFirst: false,
  at: new Date(2024, 0, 1, 12, 5, 1),
}
const url = 'http://localhost:4321/'

test.each<[WatchState, number, string]>([
  [{ standing: [] }, 79, 'Watching · starting'],
  [{ url, standing: [], progress: { phase: 'load', done: 0, total: 1 } }, 79, `${url} · loading …`],
  [{ url, standing: [], progress: { phase: 'build', done: 120, total: 0 } }, 79, `${url} · building 120 …`],
  [{ url, standing: [], last }, 79, `${url} · 12:05:01 · 12 ms · 1 changed: /posts/a/`],
  [{ standing: [], last }, 79, 'Watching · 12:05:01 · 12 ms · 1 changed: /posts/a/'],
  [
    { url, standing: [error, error, warning], last },
    89,
    `${url} · 12:05:01 · 12 ms · 1 changed: /posts/a/ · 2 errors, 1 warning`,
  ],
  [{ url, standing: [error], last }, 67, `${url} · 12:05:01 · 12 ms · 1 changed · 1 error`],
  [{ url, standing: [error], last }, 56, `${url} · 12 ms · 1 changed · 1 error`],
  [{ url, standing: [error], last }, 40, '12 ms · 1 changed: /posts/a/ · 1 error'],
  [{ url, standing: [error], last }, 20, '12 ms · 1… · 1 error'],
])('%#: %j in %i columns', (state, width, text) => {
  expect(statusText(state, width, plainColors)).toBe(text)
})

test('it fits into any terminal that has room for the number of errors', () => {
  for (let width = 12; width < 200; width++) {
    for (const state of [
      { url, standing: [error], last },
      { url, standing: [] },
      { standing: [], last },
    ]) {
      expect(widthOf(statusText(state, width, plainColors)), `${width}`).toBeLessThanOrEqual(width)
    }
  }
})
