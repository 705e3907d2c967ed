import type { Element, Root } from 'hast'
import { expect, it } from 'vitest'
import { markdownWith } from '../../test/markdown-with.js'
import { toContent } from '../pipeline/content.js'

/** What stands after the language of each block, as a rehype plugin sees it. */
async function metaOf(body: string, parser: 'auto' | 'remark') {
  const seen: unknown[] = []
  const look = () => (tree: Root) => {
    for (const pre of tree.children.filter((node): node is Element => node.type === 'element')) {
      const [code] = pre.children
      if (pre.tagName === 'pre' && code?.type === 'element')
        seen.push(code.data, Object.keys(code.properties))
    }
  }
  await toContent(markdownWith({ parser, rehype: [look] }), { path: 'a.md', body, trust: 'author', data: {} })
  return seen
}

it.each(['auto', 'remark'] as const)('what is said of code outlasts raw HTML: %s', async (parser) => {
  const block = '```js title="a \\"b" {1}\nx\n```\n'
  const plain = await metaOf(block, parser)
  expect(plain).toEqual([{ meta: 'title="a "b" {1}' }, ['className']])
  expect(await metaOf(`${block}\n<b>raw</b>\n`, parser)).toEqual(plain)
})
