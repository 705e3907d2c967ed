import { expect, test } from 'vitest'
import { htmlOf } from '../test/html-of.js'
import { refusals } from '../test/refusals.js'
import { shiki } from './shiki.js'

const fenced = (language: string, text: string) => `\`\`\`${language}\n${text}\n\`\`\`\n`

/** What a browser would show. */
const textOf = (html = '') =>
  (/<code[^>]*>([\s\S]*)<\/code>/.exec(html)?.[1] ?? '').replace(/<[^>]*>/g, '').replaceAll('&#x3C;', '<')

test('code gets classes, and no other text', async () => {
  const written = 'const a: string = `<b>\n`\n\n  // end'
  const { answer, messages } = await htmlOf(shiki, fenced('ts', written))
  expect(messages).toEqual([])
  expect(answer).toContain('<code class="shiki language-ts"><span class="shiki-keyword">const</span>')
  expect(answer).not.toMatch(/hljs|style=/)
  expect(textOf(answer)).toBe(`${written}\n`)
})

test('an unknown language is told with its place, and the code is left to nobody else', async () => {
  const { answer, messages } = await htmlOf(shiki, `# T\n\n${fenced('nonsense-language', 'a')}`)
  expect(messages).toMatchObject([
    {
      rule: 'shiki-unknown-language',
      severity: 'info',
      path: 'content/posts/a.md',
      place: { start: { line: 3, column: 1 } },
    },
  ])
  expect(answer).toContain('<code class="shiki language-nonsense-language">a\n</code>')
})

test('`text`, and code that names no language, stay plain, and nothing is said', async () => {
  const { answer, messages } = await htmlOf(shiki, `${fenced('text', 'if')}\n    if\n`)
  expect(messages).toEqual([])
  expect(answer).not.toContain('<span')
})

test('another name for a language', async () => {
  const { answer, messages } = await htmlOf(
    () => shiki({ aliases: { conf: 'ini' } }),
    fenced('conf', '[a]\nb=1'),
  )
  expect(messages).toEqual([])
  expect(answer).toContain('shiki-')
})

test('what a block becomes does not depend on those before it', async () => {
  const markdown = `~~~~md\n\`\`\`ruby\ndef a\n\`\`\`\n~~~~\n`
  const alone = await htmlOf(shiki, markdown)
  const after = await htmlOf(shiki, `${fenced('ruby', 'def a')}\n${markdown}`)
  const last = (html = '') => html.slice(html.lastIndexOf('<pre'))
  expect(last(after.answer)).toBe(last(alone.answer))
})

test('an edit colours anew', async () => {
  const files = (text: string) => ({ files: { 'content/posts/a.md': text } })
  const built = await htmlOf(shiki, fenced('js', 'let a = 1'))
  const edited = await built.edit(files(fenced('js', 'let a = 1 // one')))
  expect(edited.answer).toContain('shiki-comment')
  const unknown = await edited.edit(files(fenced('nonsense-language', 'a')))
  expect(unknown.answer).not.toContain('<span')
})

test('wrong options are refused', async () => {
  expect(await refusals(shiki({ aliases: { conf: '' } }))).toContain('`aliases.conf`: it must be a text')
})
