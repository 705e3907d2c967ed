import type { Found } from '@blog-build/plugin-search/query'
import { expect, test } from 'vitest'
import { plainColors } from './colors.js'
import { foundText, wordNotes } from './found-text.js'

const bold = { ...plainColors, bold: (text: unknown) => `<${text}>` }
const found: Found = {
  hits: [
    {
      document: '0000000001',
      url: '/posts/a/',
      title: [
        { text: 'On ', isMatch: false },
        { text: 'caching', isMatch: true },
      ],
      collection: 'posts',
      date: '2024-01-31',
      score: 2,
      excerpt: [
        { text: 'What is kept is a ', isMatch: false },
        { text: 'cache', isMatch: true },
        { text: ', or several\ncaches.', isMatch: false },
      ],
      sections: [{ url: '/posts/a/#why', heading: [{ text: 'Why', isMatch: false }] }],
    },
  ],
  total: 12,
  isAtLeast: false,
  corrections: [],
  missing: [],
}

test('a hit has its title, address, date, excerpt and sections; words that match are bold', () => {
  expect(foundText(found, { colors: bold, width: 32 })).toBe(`1 On <caching>
  /posts/a/  2024-01-31
  What is kept is a <cache>, or
  several caches.
  § Why  /posts/a/#why

12 pages, 1 shown.
`)
})

test('without colours there are no marks', () => {
  expect(foundText(found, { colors: plainColors, width: 100 })).toContain(
    'What is kept is a cache, or several caches.',
  )
})

test('it says what was searched instead, and what stands nowhere', () => {
  const notes = wordNotes({ corrections: [{ word: 'cahce', used: ['cache', 'caches'] }], missing: ['zzz'] })
  expect(notes).toEqual([
    'No page has "cahce": searched for "cache", "caches".',
    'No page has "zzz", nor a word like it.',
  ])
  expect(foundText({ ...found, isAtLeast: true }, { colors: plainColors, width: 80 })).toContain(
    'At least 12 pages',
  )
})

test('nothing of the content can steer the terminal', () => {
  const evil = '\u001b[2J\u202e\r\n\u0007'
  const [hit] = found.hits
  if (!hit) throw new Error('there is none')
  const marked = [{ text: evil, isMatch: true }]
  const all = {
    ...found,
    hits: [
      {
        ...hit,
        title: marked,
        excerpt: marked,
        url: evil,
        date: evil,
        sections: [{ url: evil, heading: marked }],
      },
    ],
    corrections: [{ word: evil, used: [evil] }],
    missing: [evil],
  }
  const text = foundText(all, { colors: plainColors, width: 80 })
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  expect(text.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u202e]/)
  expect(text).toContain('␛[2J')
})
