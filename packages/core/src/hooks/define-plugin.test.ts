import { expectTypeOf, test } from 'vitest'
import { z } from 'zod'
import { defineConfig } from '../load/define-config.js'
import type { EntryData, EntryId } from '../model.js'
import { definePlugin } from './define-plugin.js'
import type { Plugin } from './hook.js'
import type { CollectionData } from './register.js'
import { defineService } from './service.js'

const readingTime = defineService<{ minutes(id: EntryId): number }>('reading-time')
const weights = defineService<{ weight(term: string): Promise<string> }>('weights')
const schema = z.object({ least: z.number().default(1) })

const everything = definePlugin({
  name: 'everything',
  options: { schema, given: {} },
  requires: [weights, readingTime.optional],
  collections: { people: { schema: z.object({ age: z.number() }) } },
  tasks: {
    words: async (context, id: EntryId) => (await context.outline(id)).words + context.options.least,
    label: (context, count: number) => context.use(weights).weight(String(count)),
  },
  forget: ['words'],
  config(context, config) {
    expectTypeOf(context.options).toEqualTypeOf<{ least: number }>()
    return config
  },
  remark: (context) => {
    expectTypeOf(context.options.least).toBeNumber()
    return []
  },
  entry: async (context, entry) => {
    expectTypeOf(context.options.least).toBeNumber()
    // @ts-expect-error: the site is not complete yet.
    void context.entries
    return entry
  },
  async pages(context) {
    expectTypeOf(await context.tasks.words('posts/a')).toBeNumber()
    expectTypeOf(await context.tasks.label(3)).toBeString()
    // @ts-expect-error: an id is a text.
    void context.tasks.words(3)
    // @ts-expect-error: there is no such task.
    void context.tasks.nothing
    expectTypeOf(await context.use(weights).weight('a')).toBeString()
    expectTypeOf(context.use(readingTime.optional)).toEqualTypeOf<
      { readonly minutes: (id: EntryId) => Promise<number> } | undefined
    >()
    // @ts-expect-error: there is no such task.
    void context.use(weights).nothing
    // @ts-expect-error: only the optional form is required.
    context.use(readingTime)
    return []
  },
  async head(context, page) {
    expectTypeOf(page.permalink).toBeString()
    const people = await context.entries({ collection: 'people' })
    expectTypeOf(people[0]?.data).toEqualTypeOf<{ age: number } | undefined>()
    expectTypeOf((await context.entries({ collection: 'posts' }))[0]?.data).toEqualTypeOf<
      EntryData | undefined
    >()
    expectTypeOf((await context.entry<'people'>('people/a'))?.data).toEqualTypeOf<
      { age: number } | undefined
    >()
    // @ts-expect-error: pages are planned, not listed, here.
    void context.pages
    return []
  },
  emit: async (context) => {
    expectTypeOf(await context.html('posts/a')).toBeString()
    return []
  },
  end(context, result) {
    expectTypeOf(context.options.least).toBeNumber()
    expectTypeOf(result.changed.added).toEqualTypeOf<string[]>()
    // @ts-expect-error: the build is over.
    void context.read
  },
})

test('contexts have the types of what the plugin says of itself', () => {
  expectTypeOf(everything).toExtend<Plugin>()
})

test('a plugin that says nothing has a context without options and tasks', () => {
  definePlugin({
    name: 'plain',
    emit: async (context) => {
      expectTypeOf(context.options).toBeUndefined()
      // @ts-expect-error: nothing is required.
      context.use(weights)
      return [{ path: 'a.txt', body: (await context.config('title')).toUpperCase() }]
    },
  })
})

test('who provides a service must have its tasks', () => {
  definePlugin({
    name: 'right',
    provides: [readingTime, weights],
    tasks: {
      minutes: async (context, id: EntryId) => (await context.outline(id)).words / 220,
      weight: (_, term: string) => term,
    },
  })
  definePlugin({
    name: 'wrong argument',
    provides: [readingTime],
    // @ts-expect-error: an id is a text.
    tasks: { minutes: (_, id: number) => id },
  })
  definePlugin({
    name: 'wrong answer',
    provides: [readingTime],
    // @ts-expect-error: minutes are a number.
    tasks: { minutes: (_, id: EntryId) => id },
  })
  definePlugin({
    name: 'one is missing',
    provides: [readingTime, weights],
    // @ts-expect-error: there is no `weight`.
    tasks: { minutes: (_, id: EntryId) => id.length },
  })
})

test('hooks are checked as they are written', () => {
  // @ts-expect-error: there is no such hook.
  definePlugin({ name: 'x', emitt: () => [] })
  // @ts-expect-error: a file has a body.
  definePlugin({ name: 'x', emit: () => [{ path: 'x' }] })
  // @ts-expect-error: nothing in between.
  definePlugin({ name: 'x', order: 'first' })
})

test('collections of plugins are known to the configuration', () => {
  const config = defineConfig({ plugins: [everything, false] })
  expectTypeOf<CollectionData<'people', typeof config>>().toEqualTypeOf<{ age: number }>()
  expectTypeOf<CollectionData<'posts', typeof config>>().toEqualTypeOf<EntryData>()
})
