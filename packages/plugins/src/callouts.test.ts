import { testPlugin } from '@blog-build/core/testing'
import { describe, expect, test } from 'vitest'
import { htmlOf } from '../test/html-of.js'
import { refusals } from '../test/refusals.js'
import { callouts } from './callouts.js'

const callout = (kind: string, title: string, rest: string) =>
  `<div class="callout callout-${kind}" role="note">\n<div class="callout-title"><strong>${title}</strong></div>\n${rest}\n</div>`

describe.each(['auto', 'remark'] as const)('with the parser %s', (parser) => {
  test.each([
    ['> [!NOTE]\n> Text', callout('note', 'Note', '<p>Text</p>')],
    ['> [!tip]\n>\n> Text\n>\n> - more', callout('tip', 'Tip', '<p>Text</p>\n<ul>\n<li>more</li>\n</ul>')],
    ['> [!IMPORTANT] Read *this*\n> Text', callout('important', 'Read <em>this</em>', '<p>Text</p>')],
    ['> [!WARNING]  \n> Text', callout('warning', 'Warning', '<p>Text</p>')],
    ['> [!CAUTION] **Hot**', callout('caution', '<strong>Hot</strong>', '').replace('\n\n', '\n')],
    ['> [!NOTE]\n> **bold** first', callout('note', 'Note', '<p><strong>bold</strong> first</p>')],
    [
      '> [!NOTE]\n> a\n>\n> > [!TIP]\n> > b',
      callout('note', 'Note', `<p>a</p>\n${callout('tip', 'Tip', '<p>b</p>')}`),
    ],
  ])('%j', async (text, expected) => {
    const { answer, messages } = await htmlOf(callouts, text, { config: { markdown: { parser } } })
    expect(messages).toEqual([])
    expect(answer).toContain(expected)
  })
})

test.each(['> text [!NOTE]', '> [!OTHER]\n> Text', '> [!note', '[!NOTE]', '> # [!NOTE]', '> [!__PROTO__]'])(
  '%j is no callout',
  async (text) => {
    expect((await htmlOf(callouts, text)).answer).toBe((await htmlOf(undefined, text)).answer)
  },
)

test('labels of other words, and kinds of one’s own', async () => {
  const labels = { note: 'Hinweis', info: 'Info <1>' }
  const text = '> [!NOTE]\n> a\n\n> [!INFO]\n> b\n\n> [!TIP]\n> c'
  const { answer } = await htmlOf(() => callouts({ labels }), text)
  expect(answer).toContain(callout('note', 'Hinweis', '<p>a</p>'))
  expect(answer).toContain(callout('info', 'Info &#x3C;1>', '<p>b</p>'))
  expect(answer).toContain(callout('tip', 'Tip', '<p>c</p>'))
  expect(await refusals(callouts({ labels: { 'In fo': 'x' } }))).toContain(
    '`labels.In fo`: the name of a kind',
  )
})

describe('directives', () => {
  const withDirectives = () => callouts({ directives: true })

  test.each([
    [':::note\nText\n:::', callout('note', 'Note', '<p>Text</p>')],
    [':::tip[A *title*]\nText\n:::', callout('tip', 'A <em>title</em>', '<p>Text</p>')],
    ['> [!NOTE]\n> Text', callout('note', 'Note', '<p>Text</p>')],
  ])('%j', async (text, expected) => {
    const { answer, messages } = await htmlOf(withDirectives, text)
    expect(messages.filter(({ severity }) => severity !== 'info')).toEqual([])
    // The syntax tree has no line ends between the blocks of a directive, and they mean nothing.
    expect(answer?.replaceAll('>\n<', '><')).toContain(expected.replaceAll('>\n<', '><'))
  })

  test('are no syntax without the option', async () => {
    expect((await htmlOf(callouts, ':::note\nText\n:::')).answer).toContain('<p>:::note\nText\n:::</p>')
  })

  test('that nobody knows: in a line they stay text, as a block they are told', async () => {
    const { answer, messages } = await htmlOf(
      withDirectives,
      'at 10:am, a:b[c]{d}\n\n::leaf\n\n:::notte\nText\n:::',
    )
    expect(answer).toContain('<p>at 10:am, a:b[c]{d}</p>\n<p>::leaf</p>')
    expect(answer).toContain('<p>Text</p>')
    expect(messages).toMatchObject([
      { rule: 'callouts-unknown-kind', severity: 'warning', place: { start: { line: 5 } } },
    ])
    expect(messages[0]?.text).toContain('Did you mean `:::note`?')
  })
})

test('sanitising leaves callouts, and nothing that pretends to be more', async () => {
  const text = '> [!NOTE]\n> Text\n\n<div class="callout callout-x other" role="alert">x</div>'
  const made = { name: 'made', sources: () => [{ path: 'content/posts/b.md', text }] }
  const { answer } = await testPlugin(callouts, {
    files: { 'content/posts/a.md': 'a' },
    config: { plugins: [made] },
    ask: (context) => context.html('posts/b'),
  })
  expect(answer).toContain(callout('note', 'Note', '<p>Text</p>'))
  expect(answer).toContain('<div class="callout callout-x">x</div>')
})

test('the beginning of a text is what its first callout says', async () => {
  const { answer } = await testPlugin(callouts, {
    files: { 'content/posts/a.md': '> [!NOTE]\n> Text' },
    ask: async (context) => [(await context.outline('posts/a')).excerpt, await context.sections('posts/a')],
  })
  expect(answer).toMatchObject(['Text', [{ text: 'Note Text' }]])
})

test('an edit makes another callout, or none', async () => {
  const built = await htmlOf(callouts, '> [!NOTE]\n> Text')
  const tip = await built.edit({ files: { 'content/posts/a.md': '> [!TIP]\n> Text' } })
  expect(tip.answer).toContain('callout-tip')
  const quote = await tip.edit({ files: { 'content/posts/a.md': '> Text' } })
  expect(quote.answer).not.toContain('callout')
})
