import fc from 'fast-check'
import type { Root } from 'hast'
import rehypeRaw from 'rehype-raw'
import { VFile } from 'vfile'
import { describe, expect, it } from 'vitest'
import { markdownWith } from '../../test/markdown-with.js'
import type { Slot } from '../model.js'
import { toContent } from '../pipeline/content.js'
import { toSlots } from './rehype-slots.js'

/** The tree of an HTML text, through the slots of a source at `content/posts/a.md`. */
function slotsOf(html: string) {
  const root = { type: 'root', children: [{ type: 'raw', value: html }] } as unknown as Root
  return toSlots(rehypeRaw()(root, new VFile(html)) as Root, 'content/posts/a.md')
}

/** Kind and target of each slot, in short. */
const short = (slots: Slot[]) =>
  slots.map((slot) => {
    if (slot.kind === 'anchor') return `#${slot.hash}`
    if (slot.kind === 'heading') return `heading ${slot.text}`
    return slot.kind === 'size' ? `size ${slot.path}` : `${slot.kind} ${slot.path}${slot.suffix}`
  })

const one = (attribute: string) => short(slotsOf(`<a ${attribute}>x</a>`).slots)

describe('addresses', () => {
  it.each([
    ['b.md', 'link content/posts/b.md'],
    ['./b.markdown#x', 'link content/posts/b.markdown#x'],
    ['b?q=1#h', 'link content/posts/b?q=1#h'],
    ['../notes/', 'link content/notes'],
    ['..', 'link content'],
    ['../..', 'link '],
    ['?page=2', 'link content/posts/a.md?page=2'],
    ['v1.2', 'link content/posts/v1.2'],
    ['a%20b.md', 'link content/posts/a b.md'],
    ['%2e%2e/b.md', 'link content/b.md'],
    ['..%2fb.md', 'link content/posts/..%2fb.md'],
    ['100%.md', 'link content/posts/100%.md'],
    ['x%00.md', 'link content/posts/x%00.md'],
    ['..\\b.md', 'link content/b.md'],
    ['data.zip', 'asset content/posts/data.zip'],
    ['data.yaml?x', 'asset content/posts/data.yaml?x'],
    ['a.html', 'asset content/posts/a.html'],
    ['/about/?q#x', 'site /about/?q#x'],
    ['/caf%C3%A9', 'site /café'],
    ['/', 'site /'],
    ['#x', '#x'],
    ['__proto__', 'link content/posts/__proto__'],
  ])('%s is %s', (href, expected) => expect(one(`href="${href}"`)).toEqual([expected]))

  it.each(['', 'https://a.org', 'HTTP:a', '//a.org/x', '/\\a.org', 'mailto:a@b.c', 'tel:1', 'java:x', 'C:x'])(
    '%s stays literal',
    (href) => expect(one(`href="${href}"`)).toEqual([]),
  )

  it('must not lead above the project', () => {
    const { pieces, slots, messages } = slotsOf('<p>\n<a href="../../../x.md">x</a></p>')
    expect(slots).toEqual([])
    expect(pieces.join('')).toContain('href="../../../x.md"')
    expect(messages).toMatchObject([
      {
        rule: 'link-outside-root',
        severity: 'error',
        path: 'content/posts/a.md',
        place: { start: { line: 2 } },
      },
    ])
  })

  it('never lead above the project, whatever is written', () => {
    const part = fc.constantFrom(
      '..',
      '.',
      'a',
      '%2e%2e',
      '%2E.',
      '..\\',
      '%2f',
      '%5c..',
      '',
      '~',
      '\\',
      'x.md',
    )
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        for (const slot of slotsOf(`<a href="${parts.join('/')}">x</a>`).slots) {
          if (slot.kind !== 'link' && slot.kind !== 'asset') continue
          expect(slot.path.split('/')).not.toContain('..')
          expect(slot.path).not.toMatch(/^\/|\\|\0/)
        }
      }),
    )
  })

  it('are found in every element that loads something', () => {
    const html =
      '<video src=v.mp4 poster=p.jpg></video><audio src=a.mp3></audio><iframe src=e.html></iframe>' +
      '<object data=o.pdf></object><map><area href=b.md></map><link href=s.css>' +
      '<svg><use href="#i"></use><use href="u.svg#i"></use><use xlink:href="/x.svg#i"></use></svg>'
    expect(short(slotsOf(html).slots)).toEqual(
      ['v.mp4', 'p.jpg', 'a.mp3', 'e.html', 'o.pdf']
        .map((name) => `asset content/posts/${name}`)
        .concat('link content/posts/b.md', 'asset content/posts/s.css')
        .concat('asset content/posts/u.svg#i', 'site /x.svg#i'),
    )
  })

  it('in srcset are found one by one', () => {
    const { pieces, slots } = slotsOf(
      '<img alt="" width=1 srcset="a.png, b.png 2x,https://c.org/c,d.png 3x">',
    )
    expect(short(slots)).toEqual(['asset content/posts/a.png', 'asset content/posts/b.png'])
    expect(pieces).toEqual(['<img alt="" width="1" srcset="', ', ', ' 2x,https://c.org/c,d.png 3x">'])
  })
})

describe('images', () => {
  it('get a hole for their size, right after the address', () => {
    const { pieces, slots } = slotsOf('<img src="i.png" alt="x">')
    expect(short(slots)).toEqual(['asset content/posts/i.png', 'size content/posts/i.png'])
    expect(pieces).toEqual(['<img src="', '"', ' alt="x">'])
  })

  it.each(['<img src="i.png" width="3">', '<img src="i.png" height="3">', '<img src="https://a.org/i.png">'])(
    'keep what they have: %s',
    (html) => expect(slotsOf(html).slots.filter(({ kind }) => kind === 'size')).toEqual([]),
  )
})

describe('the leading heading', () => {
  it('is one slot', () => {
    const { pieces, slots } = slotsOf('\n<!-- c --><h1 id="a">A <em>b</em></h1><p>x</p>')
    expect(slots).toEqual([{ kind: 'heading', html: '<h1 id="a">A <em>b</em></h1>', text: 'A b' }])
    expect(pieces).toEqual(['\n<!-- c -->', '<p>x</p>'])
  })

  it('may link to itself', () => {
    const { slots } = slotsOf('<h1 id="a"><a href="#a">A</a></h1>')
    expect(slots).toEqual([{ kind: 'heading', html: '<h1 id="a"><a href="#a">A</a></h1>', text: 'A' }])
  })

  it('stays HTML when it links elsewhere, or does not lead', () => {
    expect(short(slotsOf('<h1><a href="b.md">A</a></h1>').slots)).toEqual(['link content/posts/b.md'])
    expect(slotsOf('<p>x</p><h1>A</h1>').slots).toEqual([])
  })
})

describe('tokens', () => {
  it('are never taken from the text', () => {
    const text = 'blog-build-slot-0- blog-build-slotxxx-1- blog-build-slot'
    const { pieces, slots } = slotsOf(`<p title="${text}">${text}</p><!--${text}--><a href="b.md">x</a>`)
    expect(short(slots)).toEqual(['link content/posts/b.md'])
    expect(pieces).toEqual([`<p title="${text}">${text}</p><!--${text}--><a href="`, '">x</a>'])
  })

  it('leave the tree as it was', () => {
    const tree: Root = {
      type: 'root',
      children: [{ type: 'element', tagName: 'a', properties: { href: 'b.md' }, children: [] }],
    }
    const before = structuredClone(tree)
    toSlots(tree, 'a.md')
    expect(tree).toEqual(before)
  })

  it('are two for a link that stands in the tree twice as one object', () => {
    const link = { type: 'element', tagName: 'a', properties: { href: 'b.md' }, children: [] } as const
    const tree = { type: 'root', children: [link, link] } as unknown as Root
    expect(short(toSlots(tree, 'a.md').slots)).toEqual(['link b.md', 'link b.md'])
  })
})

it('keeps the place of a link, or of what is around it', async () => {
  const loseLink = () => (tree: Root) => {
    const visit = (node: { tagName?: string; position?: unknown; children?: unknown[] }): void => {
      if (node.tagName === 'a') delete node.position
      for (const child of node.children ?? []) visit(child as never)
    }
    visit(tree as never)
  }
  const body = '\n\n\npara\n[x](b.md)'
  const placeBy = async (rehype: never[]) => {
    const input = { path: 'a.md', body, trust: 'author' as const, data: {} }
    const slot = (await toContent(markdownWith({ rehype }), input)).value?.slots[0]
    return slot && 'place' in slot ? slot.place?.start : undefined
  }
  expect(await placeBy([])).toEqual({ line: 5, column: 1 })
  expect(await placeBy([loseLink as never])).toEqual({ line: 4, column: 1 })
})
