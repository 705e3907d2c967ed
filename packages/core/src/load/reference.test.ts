import { expect, test } from 'vitest'
import { z } from 'zod'
import { reference } from './reference.js'

test('both spellings name the same entry', () => {
  const schema = reference('authors')
  const alice = { $reference: true, collection: 'authors', id: 'authors/alice' }
  expect(schema.parse('alice')).toEqual(alice)
  expect(schema.parse(' authors/alice ')).toEqual(alice)
})

test('an empty text and what is no text are refused', () => {
  expect(reference('authors').safeParse('').success).toBe(false)
  expect(reference('authors').safeParse(7).success).toBe(false)
})

test('it goes together with the schemas of a configuration', () => {
  const schema = z.object({ by: z.array(reference('authors')), from: reference('companies').optional() })
  expect(schema.parse({ by: ['alice'] })).toEqual({
    by: [{ $reference: true, collection: 'authors', id: 'authors/alice' }],
  })
  expect(schema.safeParse({ by: [''] }).error?.issues[0]?.path).toEqual(['by', 0])
})
