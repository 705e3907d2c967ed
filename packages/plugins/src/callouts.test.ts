import { describe, expect, test } from 'vitest'
import { settingsOf } from '../test/fake-site.js'
import { htmlOf, writtenSite } from '../test/written-site.js'
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
    const { html, messages } = await htmlOf([callouts()], text, { parser })
    expect(messages).toEqual([])
    expect(html).toContain(expected)
  })
})

test.each(['> text [!NOTE]', '> [!OTHER]\n> Text', '> [!note', '[!NOTE]', '> # [!NOTE]', '> [!__PROTO__]'])(
  '%j is no callout',
  async (text) => {
    expect((await htmlOf([callouts()], text)).html).toBe((await htmlOf([], text)).html)
  },
)

test('labels of other words, and kinds of one’s own', async () => {
  const labels = { note: 'Hinweis', info: 'Info <1>' }
  const { html } = await htmlOf([callouts({ labels })], '> [!NOTE]\n> a\n\n> [!INFO]\n> b\n\n> [!TIP]\n> c')
  expect(html).toContain(callout('note', 'Hinweis', '<p>a</p>'))
  expect(html).toContain(callout('info', 'Info &#x3C;1>', '<p>b</p>'))
  expect(html).toContain(callout('tip', 'Tip', '<p>c</p>'))
  expect(() => settingsOf(callouts({ labels: { 'In fo': 'x' } }))).toThrow(
    '`labels.In fo`: the name of a kind',
  )
})

describe('directives', () => {
  const withDirectives = [callouts({ directives: true })]

  test.each([
    [':::note\nText\n:::', callout('note', 'Note', '<p>Text</p>')],
    [':::tip[A *title*]\nText\n:::', callout('tip', 'A <em>title</em>', '<p>Text</p>')],
    ['> [!NOTE]\n> Text', callout('note', 'Note', '<p>Text</p>')],
  ])('%j', async (text, expected) => {
    const { html, messages } = await htmlOf(withDirectives, text)
    expect(messages.filter(({ severity }) => severity !== 'info')).toEqual([])
    // The syntax tree has no line ends between the blocks of a directive, and they mean nothing.
    expect(html.replaceAll('>\n<', '><')).toContain(expected.replaceAll('>\n<', '><'))
  })

  test('are no syntax without the option', async () => {
    expect((await htmlOf([callouts()], ':::note\nText\n:::')).html).toContain('<p>:::note\nText\n:::</p>')
  })

  test('that nobody knows: in a line they stay text, as a block they are told', async () => {
    const { html, messages } = await htmlOf(
      withDirectives,
      'at 10:am, a:b[c]{d}\n\n::leaf\n\n:::notte\nText\n:::',
    )
    expect(html).toContain('<p>at 10:am, a:b[c]{d}</p>\n<p>::leaf</p>')
    expect(html).toContain('<p>Text</p>')
    expect(messages).toMatchObject([
      { rule: 'callouts-unknown-kind', severity: 'warning', place: { start: { line: 5 } } },
    ])
    expect(messages[0]?.text).toContain('Did you mean `:::note`?')
  })
})

test('sanitising leaves callouts, and nothing that pretends to be more', async () => {
  const text = '> [!NOTE]\n> Text\n\n<div class="callout callout-x other" role="alert">x</div>'
  const made = { name: 'made', sources: () => [{ path: 'content/posts/b.md', text }] }
  const { texts } = await writtenSite([callouts(), made], { 'content/posts/a.md': 'a' }).build()
  const html = texts.get('posts/b/index.html')
  expect(html).toContain(callout('note', 'Note', '<p>Text</p>'))
  expect(html).toContain('<div class="callout callout-x">x</div>')
})

test('the beginning of a text is what its first callout says', async () => {
  const tell = {
    name: 'tell',
    emit: async (context: {
      outline(id: string): Promise<{ excerpt: string }>
      sections(id: string): Promise<unknown>
    }) => [
      {
        path: 'told.json',
        body: JSON.stringify([(await context.outline('posts/a')).excerpt, await context.sections('posts/a')]),
      },
    ],
  }
  const { texts } = await writtenSite([callouts(), tell as never], {
    'content/posts/a.md': '> [!NOTE]\n> Text',
  }).build()
  const [excerpt, sections] = JSON.parse(texts.get('told.json') ?? '')
  expect(excerpt).toBe('Text')
  expect(sections).toMatchObject([{ text: 'Note Text' }])
})

test('edits give what a clean build gives', async () => {
  const site = writtenSite([callouts()], { 'content/posts/a.md': '> [!NOTE]\n> Text' })
  await site.build()
  const { texts } = await site.edit({ 'content/posts/a.md': '> [!TIP]\n> Text' })
  expect(texts.get('posts/a/index.html')).toContain('callout-tip')
  await site.edit({ 'content/posts/a.md': '> Text' })
})
