import fc from 'fast-check'
import { expect, test } from 'vitest'
import { feedIdOf } from './feed-id.js'

// The ids of all subscribed readers hang on these: a change here makes every entry of every site new.
test('I9: ids are these for ever', () => {
  expect(feedIdOf('https://example.org/', 'posts/hello')).toBe(
    'urn:uuid:8f97bae8-afe0-8d4a-912d-4c501ac2bf98',
  )
  expect(feedIdOf('https://example.org/', '')).toBe('urn:uuid:04e51287-9df7-8cb1-8392-404d982a1b17')
})

test('scheme and last slash of the site make no difference, all else does', () => {
  const id = feedIdOf('https://example.org/blog/', 'posts/a')
  expect(feedIdOf('http://example.org/blog', 'posts/a')).toBe(id)
  expect(feedIdOf('example.org/blog', 'posts/a')).toBe(id)
  expect(feedIdOf('example.org/other', 'posts/a')).not.toBe(id)
  expect(feedIdOf('example.org/blog', 'posts/b')).not.toBe(id)
})

test.each(['https://old.example.org/?p=12', 'tag:example.org,2004:12', 'urn:uuid:1-2'])(
  '%s is an id as it is',
  (id) => {
    expect(feedIdOf('example.org', id)).toBe(id)
  },
)

test.each(['12', 'posts/a', 'note: <b>', 'https://example.org/a b'])(
  '%s is no URI, so one is made of it',
  (text) => {
    expect(feedIdOf('example.org', text)).toMatch(/^urn:uuid:/)
  },
)

test('ids made of any text are UUIDs, and differ where the texts do', () => {
  const uuid = /^urn:uuid:[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/
  const local = fc.string({ unit: 'grapheme' }).filter((text) => !text.includes(':'))
  fc.assert(
    fc.property(local, local, (a, b) => {
      expect(feedIdOf('example.org', a)).toMatch(uuid)
      expect(feedIdOf('example.org', a) === feedIdOf('example.org', b)).toBe(a === b)
    }),
  )
})
