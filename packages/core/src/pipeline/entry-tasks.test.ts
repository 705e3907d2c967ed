import { expect, test } from 'vitest'
import { createSite } from '../build.js'
import type { Plugin } from '../hooks/hook.js'
import { createMemoryHost } from '../host/memory.js'

test('an address that a plugin made up is told of the plugin, and one of the text of the text', async () => {
  const host = createMemoryHost({
    '/site/content/posts/a.md': '# A',
    '/site/content/posts/b.md': '---\npermalink: /../b/\n---\n# B',
  })
  const entry: Plugin['entry'] = (_, one) =>
    one.id === 'posts/a' ? { ...one, permalink: '/../x/' } : { ...one, title: 'B' }
  const plugins: Plugin[] = [{ name: 'm', entry }]
  const { messages } = await createSite({ root: '/site', host, write: false, preset: { plugins } }).build()
  expect(messages.map(({ rule, path, plugin }) => [rule, path, plugin])).toEqual([
    ['plugin-value', 'content/posts/a.md', 'm'],
    ['permalink-unsafe', 'content/posts/b.md', undefined],
  ])
  expect(messages[0]?.text).toBe(
    'Plugin `m` gave the text "/../x/" (it contains the part `..`) from its hook `entry` on content/posts/a.md, at `permalink`.',
  )
})
