/** What a hook of a plugin gives for Markdown is that plugin's, whatever it is called. */
import { expect, test } from 'vitest'
import { createMemoryHost } from '../src/host/memory.js'
import { createSite } from '../src/index.js'
import { definePlugin } from '../src/plugin.js'

const fail = () => {
  throw new Error('no')
}

async function told(steps: (() => unknown)[], order?: 'post') {
  const first = definePlugin({ name: 'first', rehype: [() => undefined] })
  const plugin = definePlugin({ name: 'm', ...(order && { order }), rehype: steps as never })
  const host = createMemoryHost({ '/site/content/posts/a.md': '# A' })
  const site = createSite({ root: '/site', host, write: false, preset: { plugins: [first, plugin] } })
  return (await site.build()).messages.map((one) => `${one.plugin}: ${one.text}`)
}

test('a failure is told of the plugin and its hook, and of the function by name or number', async () => {
  expect(await told([() => undefined, () => fail])).toEqual([
    'm: Plugin `m` failed in its hook `rehype`, in number 2: no',
  ])
  const named = { rehypeBad: () => fail }.rehypeBad
  expect(await told([named], 'post')).toEqual([
    'm: Plugin `m` failed in its hook `rehype`, in rehype-bad: no',
  ])
})
