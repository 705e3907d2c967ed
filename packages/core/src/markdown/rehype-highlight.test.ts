import type { Root } from 'hast'
import { describe, expect, it } from 'vitest'
import { markdownWith } from '../../test/markdown-with.js'
import { toContent } from '../pipeline/content.js'

const htmlOf = async (body: string, options = {}) => {
  const result = await toContent(markdownWith(options), { path: 'a.md', body, trust: 'author', data: {} })
  expect(result.messages).toEqual([])
  return result.value?.pieces.join('')
}

describe('fenced code', () => {
  it('is coloured by its language', async () => {
    expect(await htmlOf('```js\nlet a = "<"\n```')).toBe(
      '<pre tabindex="0"><code class="hljs language-js"><span class="hljs-keyword">let</span> a = ' +
        '<span class="hljs-string">"&#x3C;"</span>\n</code></pre>',
    )
  })

  it.each(['unheard-of', '__proto__', 'constructor', 'toString', '"onload='])(
    'of the language %s stays as it is, without a message',
    async (language) => {
      const html = await htmlOf(`\`\`\`${language}\nx < y\n\`\`\``)
      expect(html).toContain('x &#x3C; y')
      expect(html).not.toContain('hljs')
      expect(html).toContain('class="language-')
    },
  )

  it('without a language, inline, or too long, stays as it is', async () => {
    expect(await htmlOf('```\nlet a\n```\n\n`let b`')).not.toContain('hljs')
    const long = await htmlOf(`\`\`\`js\n${'let a\n'.repeat(4000)}\`\`\``)
    expect(long).toContain('class="language-js"')
    expect(long).not.toContain('hljs')
  })

  it.each(['shiki', 'no-highlight', 'nohighlight'])('of the class %s is left alone', async (name) => {
    const html = `<pre><code class="${name} language-js">let a</code></pre>`
    expect(await htmlOf(html)).not.toContain('hljs')
    expect(await htmlOf(html.replace(name, 'x'))).toContain('hljs')
  })

  it('that a plugin has coloured stays as the plugin left it', async () => {
    const colour = () => (tree: Root) => {
      const pre = tree.children[0] as never as { children: { children: unknown[] }[] }
      const span = {
        type: 'element',
        tagName: 'i',
        properties: {},
        children: [{ type: 'text', value: 'let' }],
      }
      if (pre.children[0]) pre.children[0].children = [span]
    }
    expect(await htmlOf('```js\nlet\n```', { rehype: [colour] })).toBe(
      '<pre tabindex="0"><code class="language-js"><i>let</i></code></pre>',
    )
  })

  it('can be left plain', async () => {
    expect(await htmlOf('```js\nlet a\n```', { highlight: false })).not.toContain('hljs')
  })

  it('that is an HTTP message is coloured, in milliseconds', async () => {
    expect(await htmlOf('```http\nPOST / HTTP/1.1\n\n{"a": 1}\n```')).toContain('hljs-attr')
    const before = process.cpuUsage()
    await htmlOf(`\`\`\`http\nPOST / HTTP/1.1\n\n${'a <b {"c": (1 + [2] $x\n'.repeat(800)}\`\`\``)
    expect(process.cpuUsage(before).user / 1e6).toBeLessThan(3)
  })

  it('looks the same whatever was coloured before', async () => {
    const markdown = markdownWith()
    const render = async (body: string) =>
      (await toContent(markdown, { path: 'a.md', body, trust: 'author', data: {} })).value?.pieces.join('')
    const code = '```http\nPOST / HTTP/1.1\n\n{"a": 1}\n```'
    const first = await render(code)
    for (const language of ['haskell', 'nginx', 'erb', 'twig'])
      await render(`\`\`\`${language}\na {% b %}\n\`\`\``)
    expect(await render(code)).toBe(first)
  })
})
