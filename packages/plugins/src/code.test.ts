import type { Plugin } from '@blog-build/core/plugin'
import { testPlugin } from '@blog-build/core/testing'
import type { Element, Root } from 'hast'
import { describe, expect, test } from 'vitest'
import { htmlOf } from '../test/html-of.js'
import { refusals } from '../test/refusals.js'
import { code } from './code.js'
import { codeBlocksOf } from './code-block.js'
import { shiki } from './shiki.js'

const fenced = (meta: string, text: string) => `\`\`\`${meta}\n${text}\n\`\`\`\n`

describe.each(['auto', 'remark'] as const)('with the parser %s', (parser) => {
  const config = { markdown: { parser } }

  test('a title becomes a caption, and is no markup', async () => {
    const { answer, messages } = await htmlOf(code, fenced('ts title="<b>a.ts"', 'a'), { config })
    expect(messages).toEqual([])
    expect(answer).toContain(
      '<figure class="code"><figcaption>&#x3C;b>a.ts</figcaption><pre tabindex="0"><code',
    )
  })

  test('marked lines and those of a diff are elements that say so', async () => {
    const { answer } = await htmlOf(code, fenced('txt {1} ins={2} del={3}', 'a\nb\nc\n\nd'), { config })
    expect(answer).toContain(
      '<mark class="line">a\n</mark><ins class="line">b\n</ins><del class="line">c\n</del><span class="line">\n</span><span class="line">d\n</span>',
    )
  })

  test('what is said after the language outlasts raw HTML in the same text', async () => {
    const { answer } = await htmlOf(code, `<b>x</b>\n\n${fenced('ts title="a.ts"', 'a')}`, { config })
    expect(answer).toContain('<figcaption>a.ts</figcaption>')
    expect(answer).not.toMatch(/blog-build-meta/i)
  })
})

test('a block of which nothing is said stays as it was', async () => {
  const text = `${fenced('ts', 'const a = 1')}\n    indented\n`
  expect((await htmlOf(code, text)).answer).toBe((await htmlOf(undefined, text)).answer)
})

test.each([
  ['core', [] as ReturnType<typeof shiki>[], 'hljs-comment'],
  ['shiki', [shiki()], 'shiki-comment'],
])('lines are cut after highlighting by %s', async (_, plugins, colour) => {
  const { answer } = await htmlOf(code, fenced('ts {2}', '/* a\nb */'), { config: { plugins } })
  expect(answer).toContain(`<span class="line"><span class="${colour}">/* a`)
  expect(answer).toContain(`<mark class="line"><span class="${colour}">b */`)
})

test('numbers by option or by block', async () => {
  const blocks = `${fenced('js', 'a')}\n${fenced('js noLineNumbers', 'b')}\n${fenced('js showLineNumbers=9', 'c\nd')}`
  const numbered = (html = '') =>
    [...html.matchAll(/data-line="(\d+)"[\s\S]*?([a-d])\n/g)].map(([, n, x]) => `${n}${x}`)
  expect(numbered((await htmlOf(code, blocks)).answer)).toEqual(['9c', '10d'])
  expect(numbered((await htmlOf(() => code({ lineNumbers: true }), blocks)).answer)).toEqual([
    '1a',
    '9c',
    '10d',
  ])
})

test('comments mark lines where the option says so, and are gone', async () => {
  const block = fenced('js', 'a() // [!code ++]\nb()')
  expect((await htmlOf(code, block)).answer).toContain('[!code ++]')
  const { answer } = await htmlOf(() => code({ comments: true }), block)
  expect(answer).toMatch(/<ins class="line">.*a.*\(\)\n<\/ins>/)
  expect(answer).not.toContain('[!code')
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
    const lines: Plugin = { name: 'lines', order: 'pre', rehype: [rehypeLines] }
    const text = fenced('txt title="t" {1} showLineNumbers', 'a\nb')
    const alone = await htmlOf(lines, text)
    expect(alone.answer).toContain('data-line')
    expect((await htmlOf(code, text, { config: { plugins: [lines] } })).answer).toBe(alone.answer)
  },
)

test('sanitising, which comes last, leaves lines and titles', async () => {
  const made = {
    name: 'made',
    sources: () => [{ path: 'content/posts/b.md', text: fenced('js title="t" {1} showLineNumbers', 'a') }],
  }
  const { answer } = await testPlugin(code, {
    files: { 'content/posts/a.md': 'a' },
    config: { plugins: [made] },
    ask: (context) => context.html('posts/b'),
  })
  expect(answer).toContain('<figure class="code"><figcaption>t</figcaption>')
  expect(answer).toContain(
    '<code class="hljs language-js has-lines has-numbers"><mark class="line" data-line="1">a\n</mark>',
  )
})

test('an edit marks other lines, or none', async () => {
  const built = await htmlOf(() => code({ comments: true }), fenced('js', 'a // [!code ++]'))
  expect(built.answer).toContain('<ins class="line">')
  const files = (text: string) => ({ files: { 'content/posts/a.md': text } })
  const titled = await built.edit(files(fenced('js title="x"', 'a // [!code --]')))
  expect(titled.answer).toMatch(/<figcaption>x[\s\S]*<del class="line">/)
  const plain = await titled.edit(files(fenced('js', 'a')))
  expect(plain.answer).not.toContain('class="line"')
})

test('pages with code have the script of the button, and its words where the site has some', async () => {
  const files = { 'content/posts/b.md': 'No code.' }
  const scripts = (html = '') => html.match(/<script type="module"[^>]*>/g) ?? []
  const built = await htmlOf(() => code({ words: { copy: 'Kopieren' } }), fenced('js', 'a'), { files })
  expect(scripts(built.page('/posts/a/')?.html)).toHaveLength(1)
  expect(built.page('/posts/a/')?.head).toMatchObject([{ tag: 'script', text: '{"copy":"Kopieren"}' }])
  expect(scripts(built.page('/posts/b/')?.html)).toEqual([])
  expect(built.page('/posts/b/')?.head).toEqual([])
  const without = await htmlOf(() => code({ copyButton: false }), fenced('js', 'a'))
  expect(scripts(without.page('/posts/a/')?.html)).toEqual([])
})

test('wrong options are refused', async () => {
  expect(await refusals(code({ lineNumbers: 'yes' as never }))).toContain(
    '`lineNumbers`: it must be true or false, not "yes".',
  )
  expect(await refusals(code({ words: { copied: '' } }))).toContain('`words.copied`: it must be a text')
})
