import { expect, test } from 'vitest'
import { inline, textOfHtml, textOfTree } from './markdown-text.js'

test('code keeps its language, without the marks of a highlighter', () => {
  const html =
    '<pre><code class="hljs language-js"><span class="hljs-keyword">const</span> a = `b`\n</code></pre>'
  expect(textOfHtml(html)).toBe('```js\nconst a = `b`\n```\n')
})

test('tables, deleted text', () => {
  const html =
    '<table><thead><tr><th>A</th><th align="right">B</th></tr></thead><tbody><tr><td>1 | 2</td><td align="right">3</td></tr></tbody></table><p><del>done</del></p>'
  expect(textOfHtml(html)).toBe('| A      |  B |\n| ------ | -: |\n| 1 \\| 2 |  3 |\n\n~~done~~\n')
})

test('footnotes are footnotes', () => {
  const html =
    '<p>Text<sup><a href="#user-content-fn-1" id="user-content-fnref-1" data-footnote-ref aria-describedby="footnote-label">1</a></sup>.</p><section data-footnotes class="footnotes"><h2 class="sr-only" id="footnote-label">Footnotes</h2><ol><li id="user-content-fn-1"><p>Note. <a href="#user-content-fnref-1" data-footnote-backref="" aria-label="Back to reference 1">↩</a></p></li></ol></section>'
  expect(textOfHtml(html)).toBe('Text[^1].\n\n[^1]: Note.\n')
})

test('formulas are TeX', () => {
  const html =
    '<p>So <span class="katex"><span class="katex-mathml"><math xmlns="http://www.w3.org/1998/Math/MathML"><semantics><mrow><mi>a</mi></mrow><annotation encoding="application/x-tex">a_1 * b</annotation></semantics></math></span><span class="katex-html" aria-hidden="true">drawn</span></span>.</p>'
  expect(textOfHtml(html)).toBe('So $a_1 * b$.\n')
})

test('ornaments are left out', () => {
  const html =
    '<h2 id="x">Title<a href="#x" aria-hidden="true">#</a></h2><button>Copy</button><script>run()</script><p>Text</p>'
  expect(textOfHtml(html)).toBe('## Title\n\nText\n')
})

test('what looks like Markdown is text, and what has no form in it is not lost', () => {
  expect(textOfHtml('<p># no [link](x) *a* &lt;b></p>')).toBe(
    '# no \\[link]\\(x) \\*a\\* \\<b>\n'.replace('# ', '\\# '),
  )
  expect(textOfHtml('<details><summary>More</summary><div>Hidden</div></details>')).toBe('More\n\nHidden\n')
  expect(textOfHtml('')).toBe('')
})

test('titles with any character are one line', () => {
  const tree = { type: 'heading', depth: 1, children: inline('a [b](c)\n\n# d') } as const
  expect(textOfTree({ type: 'root', children: [tree] })).toBe('# a \\[b]\\(c) # d\n')
})
