import type { Element, Root } from 'hast'
import { describe, expect, test } from 'vitest'
import { htmlOf, writtenSite } from '../test/written-site.js'
import { code } from './code.js'
import { codeBlocksOf } from './code-block.js'
import { shiki } from './shiki.js'

const fenced = (meta: string, text: string) => `\`\`\`${meta}\n${text}\n\`\`\`\n`

describe.each(['auto', 'remark'] as const)('with the parser %s', (parser) => {
  test('a title becomes a caption, and is no markup', async () => {
    const { html, messages } = await htmlOf([code()], fenced('ts title="<b>a.ts"', 'a'), { parser })
    expect(messages).toEqual([])
    expect(html).toContain(
      '<figure class="code"><figcaption>&#x3C;b>a.ts</figcaption><pre tabindex="0"><code',
    )
  })

  test('marked lines and those of a diff are elements that say so', async () => {
    const { html } = await htmlOf([code()], fenced('txt {1} ins={2} del={3}', 'a\nb\nc\n\nd'), { parser })
    expect(html).toContain(
      '<mark class="line">a\n</mark><ins class="line">b\n</ins><del class="line">c\n</del><span class="line">\n</span><span class="line">d\n</span>',
    )
  })

  test('what is said after the language outlasts raw HTML in the same text', async () => {
    const { html } = await htmlOf([code()], `<b>x</b>\n\n${fenced('ts title="a.ts"', 'a')}`, { parser })
    expect(html).toContain('<figcaption>a.ts</figcaption>')
    expect(html).not.toMatch(/blog-build-meta/i)
  })
})

test('a block of which nothing is said stays as it was', async () => {
  const text = `${fenced('ts', 'const a = 1')}\n    indented\n`
  expect((await htmlOf([code()], text)).html).toBe((await htmlOf([], text)).html)
})

test.each([
  ['core', [] as ReturnType<typeof shiki>[], 'hljs-comment'],
  ['shiki', [shiki()], 'shiki-comment'],
])('lines are cut after highlighting by %s', async (_, highlighters, colour) => {
  const { html } = await htmlOf([code(), ...highlighters], fenced('ts {2}', '/* a\nb */'))
  expect(html).toContain(`<span class="line"><span class="${colour}">/* a`)
  expect(html).toContain(`<mark class="line"><span class="${colour}">b */`)
})

test('numbers by option or by block', async () => {
  const blocks = `${fenced('js', 'a')}\n${fenced('js noLineNumbers', 'b')}\n${fenced('js showLineNumbers=9', 'c\nd')}`
  const numbered = (html: string) =>
    [...html.matchAll(/data-line="(\d+)"[\s\S]*?([a-d])\n/g)].map(([, n, x]) => `${n}${x}`)
  expect(numbered((await htmlOf([code()], blocks)).html)).toEqual(['9c', '10d'])
  expect(numbered((await htmlOf([code({ lineNumbers: true })], blocks)).html)).toEqual(['1a', '9c', '10d'])
})

test('comments mark lines where the option says so, and are gone', async () => {
  const block = fenced('js', 'a() // [!code ++]\nb()')
  expect((await htmlOf([code()], block)).html).toContain('[!code ++]')
  const { html } = await htmlOf([code({ comments: true })], block)
  expect(html).toMatch(/<ins class="line">.*a.*\(\)\n<\/ins>/)
  expect(html).not.toContain('[!code')
})

test.each(['dataLine', 'data-line'])(
  'a block of which another plugin has made lines (%s) stays as it is',
  async (name) => {
    const line = (value: string): Element => ({
      type: 'element',
      tagName: 'span',
      properties: { [name]: '' },
      children: [{ type: 'text', value }],
    })
    const rehypeLines = () => (tree: Root) => {
      for (const { code } of codeBlocksOf(tree)) code.children = [line('a'), line('b')]
    }
    const lines = { name: 'lines', rehype: [rehypeLines] }
    const text = fenced('txt title="t" {1} showLineNumbers', 'a\nb')
    expect((await htmlOf([lines, code()], text)).html).toBe((await htmlOf([lines], text)).html)
  },
)

test('sanitising, which comes last, leaves lines and titles', async () => {
  const made = {
    name: 'made',
    sources: () => [{ path: 'content/posts/b.md', text: fenced('js title="t" {1} showLineNumbers', 'a') }],
  }
  const { texts } = await writtenSite([code(), made], { 'content/posts/a.md': 'a' }).build()
  const html = texts.get('posts/b/index.html')
  expect(html).toContain('<figure class="code"><figcaption>t</figcaption>')
  expect(html).toContain(
    '<code class="hljs language-js has-lines has-numbers"><mark class="line" data-line="1">a\n</mark>',
  )
})

test('edits give what a clean build gives', async () => {
  const site = writtenSite([code({ comments: true })], {
    'content/posts/a.md': fenced('js', 'a // [!code ++]'),
  })
  await site.build()
  const { texts } = await site.edit({ 'content/posts/a.md': fenced('js title="x"', 'a // [!code --]') })
  expect(texts.get('posts/a/index.html')).toMatch(/<figcaption>x[\s\S]*<del class="line">/)
  await site.edit({ 'content/posts/a.md': fenced('js', 'a') })
})
