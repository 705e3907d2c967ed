import { expect, test } from 'vitest'
import { z } from 'zod'
import { referenceMissing } from '../messages/entry.js'
import { reference, referencesIn } from './reference.js'

test('both spellings name the same entry', () => {
  const schema = reference('authors')
  const alice = { $reference: true, collection: 'authors', id: 'authors/alice' }
  expect(schema.parse('alice')).toEqual(alice)
  expect(schema.parse(' authors/alice ')).toEqual(alice)
  expect(schema.safeParse('').success).toBe(false)
  expect(schema.safeParse(7).success).toBe(false)
})

test('references are found at any depth, in order, and only marked ones', () => {
  const schema = z.object({
    authors: z.array(reference('authors')),
    company: reference('companies').optional(),
    nested: z.object({ more: z.record(z.string(), reference('posts')) }),
    plain: z.unknown(),
  })
  const data = schema.parse({
    authors: ['alice', 'bob'],
    nested: { more: { constructor: 'a/b' } },
    plain: { collection: 'x', id: 'x/y', when: new Date(0), bytes: new Uint8Array(2), none: null },
  })
  expect(referencesIn(data)).toEqual([
    { path: 'authors.0', collection: 'authors', id: 'authors/alice' },
    { path: 'authors.1', collection: 'authors', id: 'authors/bob' },
    { path: 'nested.more.constructor', collection: 'posts', id: 'posts/a/b' },
  ])
})

test('survives a trip through JSON', () => {
  const data = JSON.parse(JSON.stringify({ a: reference('authors').parse('alice') }))
  expect(referencesIn(data)).toEqual([{ path: 'a', collection: 'authors', id: 'authors/alice' }])
})

test('a missing target is named, with the nearest there is', () => {
  const message = referenceMissing({ path: 'a.md' }, 'authors.0', 'authors/alise', [
    'authors/bob',
    'authors/alice',
  ])
  expect(message).toMatchObject({ rule: 'reference-missing', severity: 'error', path: 'a.md' })
  expect(message.text).toContain('`authors/alise`')
  expect(message.remedy).toContain('`authors/alice`')
  expect(referenceMissing({}, 'a', 'authors/x', ['authors/alice']).remedy).not.toContain('alice')
})
