/** A plugin that asks for what is made of its own answer gets the circle named, not a hang. */
import { expect, test } from 'vitest'
import { createMemoryHost } from '../src/host/memory.js'
import { createSite } from '../src/index.js'
import { definePlugin } from '../src/plugin.js'

test('a circle through a plugin is an error that names it', async () => {
  const host = createMemoryHost({ '/site/a.md': '# A' })
  const shout = definePlugin({
    name: 'shout',
    tasks: { count: async (context, _: null) => (await context.pages()).length },
    pages: async (context) => [
      { permalink: '/x/', layout: 'page', params: { count: await context.tasks.count(null) } },
    ],
  })
  const build = await createSite({ root: '/site', host, preset: { plugins: [shout] } }).build()
  expect(build.status).toBe('config')
  expect(build.messages.map(({ rule }) => rule)).toEqual(['task-cycle'])
  expect(build.messages[0]?.text).toBe(
    'These wait for each other: pages of plugin shout → task `count` of plugin `shout` → list of pages → pages of plugin shout.',
  )
  expect(host.list('/site/dist')).toBeUndefined()
})
