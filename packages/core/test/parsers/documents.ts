/** Markdown for both parsers: built of its constructs, and texts of others with something broken in them. */
import fc from 'fast-check'

const word = fc.constantFrom(
  ...[
    'a',
    'b',
    'one',
    'Two',
    'x_y',
    'a*b',
    '1',
    '1.',
    'é',
    '日本',
    '👍',
    'a\\*',
    '\\',
    '&amp;',
    '&copy',
    '&#0;',
    '&#x41;',
    '&nope;',
  ],
)

const inlineMark = fc.constantFrom(
  '*',
  '**',
  '_',
  '__',
  '***',
  '~',
  '~~',
  '`',
  '``',
  '* ',
  ' _',
  '!',
  '[',
  ']',
  '](',
  ')',
  '<',
  '>',
  '\\',
)

const link = fc.constantFrom(
  ...[
    '[a](b.md)',
    '[a](<b c.md> "t")',
    "[a](/x/ 't')",
    '[a](#b)',
    '[a][r]',
    '[r]',
    '[r][]',
    '[A b][R]',
    '[a](b(c)d)',
    '[a]( )',
    '[]( )',
  ],
  ...[
    '![i](p.png)',
    '![*i*](p.png "t")',
    '![i][r]',
    '[![i](p.png)](b.md)',
    '[a [b](c) d](e)',
    '[a](b\nc)',
    '[^1]',
    '[^note]',
    '[^none]',
  ],
  ...[
    '<https://a.org/?q=1&b>',
    '<a@b.org>',
    'https://a.org/b_c_d.',
    'www.a.org/(b)',
    'www.a.org/a&amp;b',
    'me@a.org',
    'http://a.b/c?d=e&f;',
    'ftp://a.org',
  ],
)

const html = fc.constantFrom(
  ...[
    '<b>x</b>',
    '<br>',
    '<i title="*a*">',
    '</i>',
    '<!-- c -->',
    '<!-- more -->',
    '<?php x ?>',
    '<![CDATA[x]]>',
    '<a href="b.md">',
    '<x-y z>',
    '<a b=c d>',
    '< b>',
  ],
)

const piece = fc.oneof(
  { weight: 6, arbitrary: word },
  { weight: 3, arbitrary: inlineMark },
  { weight: 3, arbitrary: link },
  { weight: 1, arbitrary: html },
)

const gap = fc.constantFrom(' ', ' ', ' ', '', '  ', '\t')

/** One line of text, without its end. */
const line = fc
  .array(fc.tuple(piece, gap), { minLength: 1, maxLength: 7 })
  .map((all) => all.flat().join('').trimEnd())

const lines = fc
  .array(line, { minLength: 1, maxLength: 3 })
  .chain((all) => fc.constantFrom('\n', '\n', '  \n', '\\\n', '\n   ').map((end) => all.join(end)))

const fence = fc.constantFrom('```', '~~~', '````', '``` js', '~~~ a b', '```js {1}', '   ```')

const codeText = fc.constantFrom('a', 'let x = 1', '  b', '\tc', '# no', '', '```', '<b>', '&amp;')

const code = fc
  .tuple(fence, fc.array(codeText, { maxLength: 3 }), fc.boolean())
  .map(([open, all, isClosed]) => {
    const close = (/[`~]+/.exec(open) ?? ['```'])[0]
    return [open, ...all, ...(isClosed ? [close] : [])].join('\n')
  })

const row = fc
  .array(fc.oneof(word, link, fc.constantFrom('`a`', 'a\\|b', '`a\\|b`', '', ' ')), {
    minLength: 1,
    maxLength: 4,
  })
  .map((cells) => `| ${cells.join(' | ')} |`)

const table = fc
  .tuple(
    row,
    fc.constantFrom('|---|---|', '| - | :-: |', '|:--|', '-|-', '| --- |--- | ---: |'),
    fc.array(row, { maxLength: 3 }),
  )
  .map(([head, rule, rows]) => [head, rule, ...rows].join('\n'))

const definition = fc.constantFrom(
  '[r]: b.md',
  '[R]: <c d.md> "t"',
  '[r]:\n/x/',
  '[a b]: #c',
  '[^1]: note',
  '[^note]: one\n\n    two',
  '[^note]: - a',
  '[bad]: ',
  "[r]: x 'un",
)

const htmlBlock = fc.constantFrom(
  '<div>\n*a*\n</div>',
  '<div>\n\n*a*\n\n</div>',
  '<!-- c\n\nd -->',
  '<script>\na\n\nb\n</script>',
  '<pre>\n\nx</pre>',
  '<b>\nx',
  '</div>',
  '<?x\n?>',
  '<details><summary>a</summary>\n\nb\n\n</details>',
)

const rule = fc.constantFrom('---', '***', '_ _ _', ' - - -', '===', '--', '=')

const heading = fc
  .tuple(
    fc.constantFrom('#', '##', '###', '######', '#######', ' #'),
    fc.constantFrom(' ', '\t', ''),
    line,
    fc.constantFrom('', ' #', ' ##', '#'),
  )
  .map((all) => all.join(''))

const setext = fc
  .tuple(lines, fc.constantFrom('===', '---', '=', '- ', '   ---'))
  .map((all) => all.join('\n'))

const indented = fc
  .array(codeText, { minLength: 1, maxLength: 3 })
  .map((all) => all.map((one) => `    ${one}`).join('\n'))

const leaf = fc.oneof(
  { weight: 5, arbitrary: lines },
  { weight: 2, arbitrary: heading },
  { weight: 1, arbitrary: setext },
  { weight: 2, arbitrary: code },
  { weight: 1, arbitrary: indented },
  { weight: 2, arbitrary: table },
  { weight: 2, arbitrary: definition },
  { weight: 2, arbitrary: htmlBlock },
  { weight: 1, arbitrary: rule },
)

const indent = (text: string, first: string, rest: string) =>
  text
    .split('\n')
    .map((one, at) => (at === 0 ? first : one === '' ? '' : rest) + one)
    .join('\n')

const bullet = fc.constantFrom(
  '- ',
  '* ',
  '+ ',
  '1. ',
  '2) ',
  '10. ',
  '-   ',
  '-\t',
  '- [ ] ',
  '- [x] ',
  ' - ',
  '[^1]: ',
)

const block: fc.Arbitrary<string> = fc.letrec<{ block: string; blocks: string }>((tie) => ({
  blocks: fc
    .array(fc.tuple(tie('block'), fc.constantFrom('\n\n', '\n\n', '\n', '\n\n\n')), {
      minLength: 1,
      maxLength: 3,
    })
    .map((all) => all.flat().join('').trimEnd()),
  block: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 5, arbitrary: leaf },
    {
      weight: 1,
      arbitrary: fc
        .tuple(tie('blocks'), fc.constantFrom('> ', '>', ' > '))
        .map(([text, mark]) => indent(text, mark, mark)),
    },
    { weight: 1, arbitrary: tie('blocks').map((text) => indent(text, '> ', '')) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(tie('blocks'), bullet)
        .map(([text, mark]) => indent(text, mark, ' '.repeat(mark.replace('\t', '   ').length))),
    },
    { weight: 1, arbitrary: fc.tuple(tie('blocks'), bullet).map(([text, mark]) => indent(text, mark, '  ')) },
  ),
})).block

/** A body as it comes from a file: the lines of its frontmatter are empty. */
export const document: fc.Arbitrary<string> = fc
  .tuple(
    fc.nat(4),
    fc.array(fc.tuple(block, fc.constantFrom('\n\n', '\n', '\n\n\n', '\n \n', '\n\t\n')), {
      minLength: 1,
      maxLength: 6,
    }),
  )
  .map(([height, all]) => '\n'.repeat(height) + all.flat().join(''))

const snippet = fc.oneof(
  inlineMark,
  link,
  html,
  fc.constantFrom(
    '\n',
    '\n\n',
    '\t',
    '    ',
    '\r\n',
    '\r',
    '> ',
    '- ',
    '1. ',
    '# ',
    '|',
    '---',
    '```',
    '[^1]: ',
    '[r]: x',
    '  \n',
    '\u00A0',
    '\uFFFD',
    '\u200B',
    '\u0001',
  ),
)

/** A text with some of it taken away, doubled, moved or put in. */
export function mutated(texts: readonly string[]): fc.Arbitrary<string> {
  const edit = fc.record({
    kind: fc.constantFrom('drop', 'insert', 'insert', 'double', 'dropLine', 'swapLine', 'join'),
    at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
    length: fc.nat(4),
    text: snippet,
  })
  const text = fc.oneof(
    fc.constantFrom(...texts),
    fc.tuple(fc.constantFrom(...texts), fc.constantFrom(...texts)).map((two) => two.join('\n')),
  )
  return fc
    .tuple(text, fc.array(edit, { minLength: 1, maxLength: 4 }))
    .map(([whole, edits]) => edits.reduce(applyEdit, whole))
}

type Edit = { kind: string; at: number; length: number; text: string }

function applyEdit(text: string, { kind, at, length, text: added }: Edit): string {
  const all = [...text]
  const from = Math.floor(at * (all.length + 1))
  const rows = text.split('\n')
  const row = Math.floor(at * rows.length)
  switch (kind) {
    case 'drop':
      return [...all.slice(0, from), ...all.slice(from + length + 1)].join('')
    case 'insert':
      return [...all.slice(0, from), added, ...all.slice(from)].join('')
    case 'double':
      return [...all.slice(0, from + length), ...all.slice(from)].join('')
    case 'dropLine':
      return rows.filter((_, index) => index !== row).join('\n')
    case 'swapLine':
      return [...rows.slice(0, row), ...rows.slice(row, row + 2).reverse(), ...rows.slice(row + 2)].join('\n')
    default:
      return rows.map((one, index) => (index === row ? `${one} ` : `${one}\n`)).join('')
  }
}
