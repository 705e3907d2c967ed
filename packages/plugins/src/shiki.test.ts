import { expect, test } from 'vitest'
import { htmlOf, writtenSite } from '../test/written-site.js'
import { shiki } from './shiki.js'

const fenced = (language: string, text: string) => `\`\`\`${language}\n${text}\n\`\`\`\n`

/** What a browser would show. */
const textOf = (html: string) =>
  (/<code[^>]*>([\s\S]*)<\/code>/.exec(html)?.[1] ?? '').replace(/<[^>]*>/g, '').replaceAll('&#x3C;', '<')

test('code gets classes, and no other text', async () => {
  const written = 'const a: string = `<b>\n`\n\n  // end'
  const { html, messages } = await htmlOf([shiki()], fenced('ts', written))
  expect(messages).toEqual([])
  expect(html).toContain('<code class="shiki language-ts"><span class="shiki-keyword">const</span>')
  expect(html).not.toMatch(/hljs|style=/)
  expect(textOf(html)).toBe(`${written}\n`)
})

test('an unknown language is told with its place, and the code is left to nobody else', async () => {
  const { html, messages } = await htmlOf([shiki()], `# T\n\n${fenced('nonsense-language', 'a')}`)
  expect(messages).toMatchObject([
    {
      rule: 'shiki-unknown-language',
      severity: 'info',
      path: 'content/posts/a.md',
      place: { start: { line: 3, column: 1 } },
    },
  ])
  expect(html).toContain('<code class="shiki language-nonsense-language">a\n</code>')
})

test('`text`, and code that names no language, stay plain, and nothing is said', async () => {
  const { html, messages } = await htmlOf([shiki()], `${fenced('text', 'if')}\n    if\n`)
  expect(messages).toEqual([])
  expect(html).not.toContain('<span')
})

test('another name for a language', async () => {
  const { html, messages } = await htmlOf([shiki({ aliases: { conf: 'ini' } })], fenced('conf', '[a]\nb=1'))
  expect(messages).toEqual([])
  expect(html).toContain('shiki-')
})

test('what a block becomes does not depend on those before it', async () => {
  const markdown = `~~~~md\n\`\`\`ruby\ndef a\n\`\`\`\n~~~~\n`
  const alone = await htmlOf([shiki()], markdown)
  const after = await htmlOf([shiki()], `${fenced('ruby', 'def a')}\n${markdown}`)
  const last = (html: string) => html.slice(html.lastIndexOf('<pre'))
  expect(last(after.html)).toBe(last(alone.html))
})

test('edits give what a clean build gives', async () => {
  const site = writtenSite([shiki()], { 'content/posts/a.md': fenced('js', 'let a = 1') })
  await site.build()
  const { texts } = await site.edit({ 'content/posts/a.md': fenced('js', 'let a = 1 // one') })
  expect(texts.get('posts/a/index.html')).toContain('shiki-comment')
  await site.edit({ 'content/posts/a.md': fenced('nonsense-language', 'a') })
})
