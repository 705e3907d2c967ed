import type { Nodes, Root } from 'hast'
import { toHtml } from 'hast-util-to-html'
import rehypeRaw from 'rehype-raw'
import { VFile } from 'vfile'
import { describe, expect, it } from 'vitest'
import { markdownWith } from '../../test/markdown-with.js'
import { encode } from '../engine/codec.js'
import type { Trust } from '../model.js'
import { toContent } from './content.js'

const markdown = markdownWith()
const contentOf = (body: string, trust: Trust = 'author', by = markdown) =>
  toContent(by, { path: 'content/posts/a.md', body, trust, data: {} })
const made = async (body: string, trust: Trust = 'author') => {
  const { value } = await contentOf(body, trust)
  if (!value) throw new Error('no value')
  return value
}

describe('content', () => {
  it('is plain data with everything that readers and search need', async () => {
    const value = await made(
      '\n\n# The *title*\n\nFirst.\n\n<!-- more -->\n\n## One\n\ntext `x`\n\n```js\nlet a\n```\n\n### Two\n\nend\n',
    )
    expect(value.heading).toBe('The title')
    expect(value.excerpt).toBe('First.')
    expect(value.ids).toEqual(['the-title', 'one', 'two'])
    expect(value.toc).toEqual([
      { id: 'one', text: 'One', depth: 2, children: [{ id: 'two', text: 'Two', depth: 3, children: [] }] },
    ])
    expect(value.sections).toEqual([
      { anchor: '', heading: '', text: 'First.', code: '' },
      { anchor: 'one', heading: 'One', text: 'text x', code: 'let a' },
      { anchor: 'two', heading: 'Two', text: 'end', code: '' },
    ])
    expect(value.words).toBe(6)
    expect(JSON.parse(JSON.stringify(value))).toEqual(value)
    expect(() => encode(value)).not.toThrow()
  })

  it('of nothing is empty', async () => {
    expect(await contentOf('\n\n')).toEqual({
      value: { pieces: [''], slots: [], toc: [], ids: [], excerpt: '', words: 0, sections: [] },
      messages: [],
    })
  })

  it('has footnotes that work, with a label, out of the table of contents', async () => {
    const value = await made('## A\n\nx[^1]\n\n## Footnote label\n\n[^1]: Note.')
    expect(value.toc.map(({ id }) => id)).toEqual(['a', 'footnote-label-1'])
    expect(new Set(value.ids).size).toBe(value.ids.length)
    for (const slot of value.slots) expect(slot.kind === 'anchor' && value.ids.includes(slot.hash)).toBe(true)
    expect(value.pieces.join('')).toContain('aria-describedby="footnote-label"')
  })

  it('closes tags that the author left open', async () => {
    expect((await made('<div><b>x')).pieces).toEqual(['<div><b>x</b></div>'])
  })
})

describe('plugins that fail', () => {
  const withPlugin = (
    transform: (tree: unknown, file: VFile) => unknown,
    side: 'remark' | 'rehype' = 'remark',
  ) => {
    function rehypeTrouble() {
      return transform
    }
    return markdownWith({ [side]: [rehypeTrouble as never] })
  }

  it('become a message with name, file and what they said', async () => {
    for (const side of ['remark', 'rehype'] as const) {
      const failing = withPlugin(() => Promise.reject(new Error('no network')), side)
      expect(await contentOf('a', 'author', failing)).toMatchObject({
        value: undefined,
        messages: [
          {
            rule: 'markdown-plugin-failed',
            severity: 'error',
            plugin: 'rehype-trouble',
            path: 'content/posts/a.md',
            text: 'The Markdown plugin rehype-trouble failed: no network',
          },
        ],
      })
    }
  })

  it('keep the place of a thrown vfile message, told once', async () => {
    const failing = withPlugin((_, file) => file.fail('bad', { place: { line: 3, column: 2 }, source: 'x' }))
    const { value, messages } = await contentOf('a', 'author', failing)
    expect(value).toBeUndefined()
    expect(messages).toMatchObject([
      { rule: 'markdown-plugin-failed', place: { start: { line: 3, column: 2 } } },
    ])
  })

  it('hand on what they leave on the file', async () => {
    const noisy = withPlugin((_, file) => {
      file.message('odd', { ruleId: 'rule', source: 'lint', place: { line: 2, column: 1 } })
      file.info('note')
    })
    const { value, messages } = await contentOf('a', 'author', noisy)
    expect(value?.pieces).toEqual(['<p>a</p>'])
    expect(messages).toMatchObject([
      { rule: 'lint:rule', severity: 'warning', text: 'odd', place: { start: { line: 2, column: 1 } } },
      { rule: 'markdown-plugin-message', severity: 'info', text: 'note' },
    ])
  })

  it('may throw things that are no errors', async () => {
    const failing = withPlugin(() => {
      throw 'text'
    })
    expect((await contentOf('a', 'author', failing)).messages[0]?.text).toContain('failed: text')
  })
})

describe('content of others', () => {
  const attacks = [
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<svg><script>alert(1)</script></svg>',
    '<math><mtext><table><mglyph><style><img src onerror=alert(1)>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    '[a](javascript:alert(1))',
    '[a](&#106;avascript:alert(1))',
    '<a href="java\nscript:alert(1)">a</a>',
    '<a href=" \u0001javascript:alert(1)">a</a>',
    '<form action="javascript:alert(1)"><button formaction="javascript:alert(1)">b</button></form>',
    '```js" onload="alert(1)\nx\n```',
    '![a](x "t\\" onload=alert(1)")',
    '<style>*{display:none}</style>',
    '<noscript><p title="</noscript><img src onerror=alert(1)>">',
    '<!--><script>alert(1)</script>-->',
  ]

  it.each(attacks)('runs nothing: %s', async (attack) => {
    const html = (await made(`before ${attack}\n\n${attack}\n`, 'data')).pieces.join('')
    const { document } = parse(html)
    expect(
      document.elements.filter((name) => /^(script|style|iframe|svg|math|form|button)$/.test(name)),
    ).toEqual([])
    expect(document.attributes.filter((name) => /^on|srcdoc|formaction/i.test(name))).toEqual([])
    expect(html).not.toMatch(/(href|src)="\s*(java|vb)script:/i)
  })

  it.each(attacks)('reads back as it was written: %s', async (attack) => {
    const html = (await made(attack, 'data')).pieces.join('')
    expect(parse(parse(html).html).html).toBe(parse(html).html)
    expect(parse(html).html).toBe(html)
  })

  it('has prefixed ids, and links that find them', async () => {
    const value = await made('# Location\n\n<a name="top">x</a> [t](#location) y[^1]\n\n[^1]: z', 'data')
    expect(value.ids.every((id) => id.startsWith('user-content-'))).toBe(true)
    expect(value.ids.filter((id) => id.startsWith('user-content-user-content-'))).toEqual([])
    const anchors = value.slots.flatMap((slot) => (slot.kind === 'anchor' ? [slot.hash] : []))
    expect(anchors).toHaveLength(3)
    for (const hash of anchors) expect(value.ids).toContain(hash)
  })

  it('keeps highlighting, its excerpt mark and tables', async () => {
    const value = await made('A.\n\n<!-- more -->\n\nB.\n\n```js\nclass A {}\n```\n\n| a |\n| - |', 'data')
    expect(value.excerpt).toBe('A.')
    const html = value.pieces.join('')
    expect(html).toContain('<code class="hljs language-js"><span class="hljs-keyword">')
    expect(html).toContain('hljs-title class_')
    expect(html).toContain('<table tabindex="0">')
  })
})

/** Parses as browsers do. */
function fromHtml(html: string): Root {
  const root = { type: 'root', children: [{ type: 'raw', value: html }] } as unknown as Root
  return rehypeRaw()(root, new VFile(html)) as Root
}

/** Elements and attributes as an HTML parser sees them, and the HTML written back. */
function parse(html: string): { document: { elements: string[]; attributes: string[] }; html: string } {
  const tree = fromHtml(html)
  const elements: string[] = []
  const attributes: string[] = []
  const visit = (node: Nodes): void => {
    if (node.type === 'element') {
      elements.push(node.tagName)
      attributes.push(...Object.keys(node.properties))
    }
    if ('children' in node) for (const child of node.children) visit(child as Nodes)
  }
  visit(tree)
  return { document: { elements, attributes }, html: toHtml(tree) }
}
