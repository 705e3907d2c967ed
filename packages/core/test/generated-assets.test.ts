/** Files that a task of a plugin makes, published under a name with their hash because somebody asked for them. */
import { expect, test } from 'vitest'
import { createMemoryHost } from '../src/host/memory.js'
import { createSite } from '../src/index.js'
import { definePlugin, type EntryId } from '../src/plugin.js'

const cards = definePlugin({
  name: 'cards',
  tasks: {
    card: async (context, id: EntryId) => {
      const title = (await context.entry(id))?.title ?? ''
      return title === 'No card'
        ? undefined
        : { path: `cards/My Card.svg`, body: `<svg><text>${title}</text></svg>` }
    },
    bytes: () => ({ path: 'dot.bin', body: new Uint8Array([0, 255]) }),
    wrong: () => 'no file',
  },
  head: async (context, { entry }) => {
    if (entry === undefined) return []
    const { url } = await context.asset({ task: 'card', argument: entry })
    const { url: dot } = await context.asset({ task: 'bytes' })
    return [{ tag: 'meta', attributes: { property: 'og:image', content: `${url} ${dot}` } }]
  },
})

function open(plugin = cards) {
  const host = createMemoryHost({
    '/site/content/posts/a.md': '# A\n\nText.',
    '/site/content/posts/b.md': '# B',
  })
  const site = createSite({ root: '/site', host, preset: { plugins: [plugin], config: { base: '/blog/' } } })
  const names = () => (host.list('/site/dist/assets') ?? []).map(({ name }) => name).sort()
  return { host, site, names }
}

test('what is asked for is published, once for equal bytes, and what nobody asks for any more is removed', async () => {
  const { host, site, names } = open()
  const first = await site.build()
  expect(first.messages).toEqual([])
  expect(names()).toEqual([
    expect.stringMatching(/^dot\.[\w-]{10}\.bin$/),
    expect.stringMatching(/^my-card\.[\w-]{10}\.svg$/),
    expect.stringMatching(/^my-card\.[\w-]{10}\.svg$/),
  ])
  expect([...((await site.read(`assets/${names()[0]}`)) ?? [])]).toEqual([0, 255])
  host.set('/site/content/posts/a.md', '# B\n\nText.')
  const second = await site.build()
  expect(names()).toHaveLength(2)
  expect(second.changed.removed).toHaveLength(1)
  // A text that is no part of the card makes no new one.
  host.set('/site/content/posts/a.md', '# B\n\nOther text.')
  expect((await site.build()).stats.ran.generated).toBeUndefined()
  const clean = createMemoryHost({
    '/site/content/posts/a.md': '# B\n\nOther text.',
    '/site/content/posts/b.md': '# B',
  })
  const other = createSite({
    root: '/site',
    host: clean,
    preset: { plugins: [cards], config: { base: '/blog/' } },
  })
  await other.build()
  expect(other.outputs()).toEqual(site.outputs())
})

test('a task that gives nothing, or no file, is told', async () => {
  const { host, site } = open()
  host.set('/site/content/posts/b.md', '# No card')
  expect((await site.build()).messages.map(({ rule, text }) => `${rule} ${text}`)).toEqual([
    'plugin-failed Plugin `cards` failed in its hook `head` on /posts/b/: Its task `card` gave no file to publish.',
  ])
  const wrong = open({
    ...cards,
    head: async (context) => [
      { tag: 'meta', attributes: { content: (await context.asset({ task: 'wrong' })).url } },
    ],
  })
  const { messages } = await wrong.site.build()
  expect(messages.map(({ rule }) => rule)).toContain('plugin-value')
})
