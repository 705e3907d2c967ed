import { expectTypeOf, test } from 'vitest'
import { z } from 'zod'
import { defineConfig } from '../load/define-config.js'
import type { EntryData } from '../model.js'
import type { UserConfig } from './config.js'
import type { AnswerData, CollectionData } from './register.js'

const config = defineConfig({
  title: 'x',
  collections: { posts: { schema: z.object({ rating: z.coerce.number() }) }, notes: { feed: true } },
})

test('data of a collection has the type that its schema gives', () => {
  expectTypeOf<CollectionData<'posts', typeof config>>().toEqualTypeOf<{ rating: number }>()
  expectTypeOf<CollectionData<'notes', typeof config>>().toEqualTypeOf<EntryData>()
  expectTypeOf<CollectionData<'other', typeof config>>().toEqualTypeOf<EntryData>()
  expectTypeOf<CollectionData<'posts', UserConfig>>().toEqualTypeOf<EntryData>()
  // Nothing is registered here.
  expectTypeOf<CollectionData<'posts'>>().toEqualTypeOf<EntryData>()
})

test('answers of queries have the type of the collection they name', () => {
  type Config = typeof config
  expectTypeOf<AnswerData<{ collection: 'posts' }, unknown, Config>>().toEqualTypeOf<{ rating: number }>()
  expectTypeOf<AnswerData<{ collection: 'posts'; fields: string[] }, unknown, Config>>().toEqualTypeOf<{
    rating?: number
  }>()
  expectTypeOf<AnswerData<{ collection: string }, unknown, Config>>().toEqualTypeOf<EntryData>()
  expectTypeOf<AnswerData<{ limit: number }, unknown, Config>>().toEqualTypeOf<EntryData>()
})

test('a configuration is checked as it is written', () => {
  // @ts-expect-error: no such parser.
  defineConfig({ markdown: { parser: 'fast' } })
  expectTypeOf(config).toExtend<UserConfig>()
})
