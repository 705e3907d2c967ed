/** The fifteen Markdown plugins that are promised to work unchanged: what each is given, and what it must do. */

/** One of them. */
export interface PluginCase {
  /** Its package. */
  name: string
  /** The fields under `markdown` in the configuration, as an author writes them; the manual shows them. */
  config: string
  /** What the configuration imports for it. */
  imports?: string
  /** The same without the plugin. @default no field */
  without?: string
  /** The plugin that brings syntax of its own, so that remark-parse serves. */
  syntax?: string
  /** It reads files, or the configuration imports it: in a world that is a map there is neither. */
  needsDisk?: boolean
  /** Files that the site has besides its posts. */
  files?: Record<string, string>
  /** The text of a post. */
  text: string
  /** What its page must hold, and must not hold without the plugin. */
  shows: RegExp
  /** Other texts for the post, one after the other; a page must differ from that of the text before. */
  edits: string[]
}

/** What the plugins of others are combined with: written by an author, by the book of that plugin. */
const directives = `import { visit } from './visit'

/** A container directive becomes an aside of its name. */
export default function remarkAsides() {
  return (tree) =>
    visit(tree, (node) => {
      if (node.type === 'containerDirective') node.data = { hName: 'aside', hProperties: { className: [node.name] } }
    })
}
`

const visit = `export function visit(node, look) {
  look(node)
  for (const child of node.children ?? []) visit(child, look)
}
`

const source = `/** Raw HTML at the end of each text, as older plugins put it in. */
export default function rehypeSource() {
  return (tree) => {
    tree.children.push({ type: 'raw', value: '<a href="https://example.org/source">Source</a>' })
  }
}
`

/** In alphabetical order. */
export const fifteen: PluginCase[] = [
  {
    name: 'rehype-autolink-headings',
    config: "rehype: [['rehype-autolink-headings', { behavior: 'wrap' }]]",
    text: '## A heading\n\nText.',
    shows: /<h2 id="a-heading"><a href="#a-heading">A heading<\/a><\/h2>/,
    edits: ['## Another heading\n\nText.', '## Another heading\n\n### Below it\n\nText.', 'Text.'],
  },
  {
    name: 'rehype-external-links',
    config: "rehype: [['rehype-external-links', { rel: ['nofollow'], target: '_blank' }]]",
    text: 'See [there](https://example.org/) and [the other](./other.md).',
    shows:
      /<a href="https:\/\/example\.org\/" rel="nofollow" target="_blank">there<\/a> and <a href="\/posts\/other\/">/,
    edits: ['See [the other](./other.md).', 'See https://example.org/b.', 'See [there](//example.org/).'],
  },
  {
    name: 'rehype-katex',
    config: "remark: ['remark-math'], rehype: ['rehype-katex']",
    without: "remark: ['remark-math']",
    syntax: 'remark-math',
    text: 'So $x^2$.\n\n$$\ny\n$$',
    shows: /<span class="katex-display"><span class="katex">/,
    edits: ['So $x^3$.\n\n$$\ny\n$$', 'So $\\frac{$.', 'So `x`.'],
  },
  {
    name: 'rehype-mermaid',
    config: "rehype: [['rehype-mermaid', { strategy: 'pre-mermaid' }]]",
    text: '```mermaid\nflowchart LR\n  a --> b\n```',
    shows: /<pre class="mermaid" tabindex="0">flowchart LR\n {2}a --> b\n?<\/pre>/,
    edits: ['```mermaid\nflowchart LR\n  a --> c\n```', '```mermaid\n```', '```js\nlet a\n```'],
  },
  {
    name: 'rehype-pretty-code',
    config: "rehype: [['rehype-pretty-code', { theme: 'github-light' }]]",
    text: '```js {2} title="a.js"\nlet a = 1\nlet b = 2\n```',
    shows:
      /<figcaption data-rehype-pretty-code-title="" data-language="js" data-theme="github-light">a\.js<\/figcaption><pre [^>]*data-language="js"[^>]*><code [^>]*><span data-line="">.*\n<span data-line="" data-highlighted-line="">/,
    edits: [
      '```js {1} title="a.js"\nlet a = 1\nlet b = 2\n```',
      '```js\nlet a = 1\n```\n\n```nothing\nlet a\n```',
      'Inline `let a = 1{:js}`.',
    ],
  },
  {
    name: 'rehype-raw',
    config: "rehype: ['./plugins/source.ts', 'rehype-raw', 'rehype-external-links']",
    without: "rehype: ['./plugins/source.ts', 'rehype-external-links']",
    files: { 'plugins/source.ts': source },
    text: 'Some *text*.',
    shows: /<a href="https:\/\/example\.org\/source" rel="nofollow">Source<\/a>/,
    edits: ['<b>Some text.', '<details>\n\nSome text.\n', 'Some text.'],
  },
  {
    name: 'rehype-sanitize',
    config: "rehype: [['rehype-sanitize', { clobberPrefix: '' }]]",
    text: 'A <b style="color: red" onclick="go()">word</b>, as [here](#one).[^1]\n\n## One\n\n[^1]: A note.',
    shows: /<p>A <b>word<\/b>, as <a href="#one">here<\/a>\./,
    edits: ['A <b onclick="go()">sentence</b>.', '<form>A form</form>', '## A <mark>heading</mark>'],
  },
  {
    name: 'remark-breaks',
    config: "remark: ['remark-breaks']",
    text: 'One line\nand another.',
    shows: /One line<br>\nand another\./,
    edits: ['One line\nand a third.', 'One line', '- One\n  line\n- `a\n  b`'],
  },
  {
    name: 'remark-code-import',
    config: "remark: [['remark-code-import', { rootDir: import.meta.dirname }]]",
    needsDisk: true,
    files: { 'code/a.js': 'let a = 1\nlet b = 2\n', 'code/b.js': 'let c = 3\n' },
    text: '```txt file=<rootDir>/code/a.js\n```',
    shows: /<code class="hljs language-txt">let a = 1\nlet b = 2\n?<\/code>/,
    edits: [
      '```txt file=<rootDir>/code/a.js#L2\n```',
      '```txt file=../../code/b.js\n```',
      '```txt\nlet a\n```',
    ],
  },
  {
    name: 'remark-definition-list',
    config: "remark: ['remark-definition-list'], remarkRehype: { handlers: defListHastHandlers }",
    imports: "import { defListHastHandlers } from 'remark-definition-list'",
    without: 'remarkRehype: { handlers: defListHastHandlers }',
    syntax: 'remark-definition-list',
    needsDisk: true,
    text: 'Term\n: What it is\n',
    shows: /<dl>\s*<dt>Term<\/dt>\s*<dd>What it is\s*<\/dd>\s*<\/dl>/,
    edits: ['Term\n: What it was\n', 'Term\n: One\n: Another\n', 'Term: none'],
  },
  {
    name: 'remark-directive',
    config: "remark: ['remark-directive', './plugins/asides.ts']",
    without: "remark: ['./plugins/asides.ts']",
    syntax: 'remark-directive',
    files: { 'plugins/asides.ts': directives, 'plugins/visit.ts': visit },
    text: ':::note\nTake *care*.\n:::',
    shows: /<aside class="note"><p>Take <em>care<\/em>\.<\/p><\/aside>/,
    edits: [':::warning\nTake *care*.\n:::', '::::a\n:::b\nc\n:::\n::::', 'Text.'],
  },
  {
    name: 'remark-emoji',
    config: "remark: ['remark-emoji']",
    text: 'A :dog:.',
    shows: /A 🐶\./u,
    edits: ['A :cat:.', 'A `:dog:`.', '# :heart: and :nothing:'],
  },
  {
    name: 'remark-math',
    config: "remark: ['remark-math']",
    syntax: 'remark-math',
    text: 'So $x_1$.',
    shows: /<code class="language-math math-inline">x_1<\/code>/,
    edits: ['So $x_2$.', '$$\nx\n$$', 'So x.'],
  },
  {
    name: 'remark-smartypants',
    config: "remark: ['remark-smartypants']",
    text: '"So" -- he said...',
    shows: /“So” — he said…/,
    edits: ["'So' -- he said...", '`"So"`', '"A *word*"'],
  },
  {
    name: 'remark-toc',
    config: "remark: ['remark-toc']",
    text: '## Contents\n\n## One\n\n### Below\n\n## Two',
    shows: /<li><a href="#one">One<\/a>\s*<ul>\s*<li><a href="#below">Below<\/a>/,
    edits: [
      '## Contents\n\n## One\n\n## Two',
      '## Contents\n\n## Two\n\n## One\n\n## One',
      '## One\n\n## Two',
    ],
  },
]
