/**
 * Families of Markdown that is known to bring parsers to their knees: cmark's pathological inputs, and
 * those of GFM and raw HTML. Each makes an input from a number of repetitions.
 */
export const families: Record<string, (n: number) => string> = {
  // Brackets and links
  'closing brackets': (n) => 'a]'.repeat(n),
  'nested brackets': (n) => `${'['.repeat(n)}a${']'.repeat(n)}`,
  'open brackets': (n) => '[a'.repeat(n),
  'open links': (n) => '[a]('.repeat(n),
  'open links with text': (n) => '[a](b'.repeat(n),
  'links with pointy ends': (n) => '[a](<b'.repeat(n),
  'brackets and parentheses': (n) => '[ (]('.repeat(n),
  'nested images': (n) => '![[]()'.repeat(n),
  'open images': (n) => '!['.repeat(n),
  'reference to one definition': (n) => `[a]: u\n\n${'[a] '.repeat(n)}`,
  'many definitions': (n) => Array.from({ length: n }, (_, i) => `[${i}]: x`).join('\n'),
  'unfinished definitions': (n) => '[a]: '.repeat(n),
  // Emphasis
  'mismatched emphasis': (n) => '*a_ '.repeat(n),
  'closing emphasis': (n) => 'a_ '.repeat(n),
  'opening emphasis': (n) => '**a '.repeat(n),
  'nested emphasis': (n) => `${'*a **a '.repeat(n)}b${'** *'.repeat(n)}`,
  'nested strong': (n) => `${'**a '.repeat(n)}b${' a**'.repeat(n)}`,
  'emphasis of two lengths': (n) => `${'*a '.repeat(n)}${'_a*_ '.repeat(n)}`,
  'a run of asterisks': (n) => `${'*'.repeat(n)}a${'*'.repeat(n)}`,
  strikethrough: (n) => '~a ~~b '.repeat(n),
  // Containers
  quotes: (n) => `${'> '.repeat(n)}a`,
  'lazy quote': (n) => `> a\n${'a\n'.repeat(n)}`,
  'lists in a line': (n) => `${'- '.repeat(n)}a`,
  'lists with tabs': (n) => `${'-\t'.repeat(n)}a`,
  'nested lists': (n) =>
    Array.from({ length: Math.floor(Math.sqrt(n)) }, (_, i) => `${' '.repeat(2 * i)}- a\n`).join(''),
  'growing quotes': (n) =>
    Array.from({ length: Math.floor(Math.sqrt(n)) }, (_, i) => `${'>'.repeat(i)} a\n`).join(''),
  'emphasis in quotes': (n) => `${'> '.repeat(Math.min(n, 90))}${'*a '.repeat(n)}`,
  'thematic break': (n) => '* '.repeat(n),
  'many items': (n) => '- a\n'.repeat(n),
  // HTML
  'open comments': (n) => 'a <!-- '.repeat(n),
  'open CDATA': (n) => 'a <![CDATA['.repeat(n),
  'open declarations': (n) => 'a <!A '.repeat(n),
  'open instructions': (n) => 'a <?'.repeat(n),
  'less-than signs': (n) => '<'.repeat(n),
  'open attributes': (n) => `<a ${'b '.repeat(n)}`,
  'open attribute values': (n) => '<a b="'.repeat(n),
  'open divisions': (n) => '<div>'.repeat(n),
  'open divisions between paragraphs': (n) => '<div>\n\n'.repeat(n),
  'open formatting': (n) =>
    `${Array.from({ length: 90 }, (_, i) => `<b id=a${i}>`).join('')}\n\n${'x\n\n'.repeat(n)}`,
  'mismatched formatting': (n) => '<b><p></b></p>'.repeat(n),
  'tables in tables': (n) => '<table><tr><td>'.repeat(n),
  'nested anchors': (n) => '<a><div>'.repeat(n),
  // Code, entities, escapes
  'growing backticks': (n) =>
    Array.from({ length: Math.floor(Math.sqrt(n)) }, (_, i) => `e${'`'.repeat(i)}`).join(''),
  'one backtick': (n) => '`a '.repeat(n),
  ampersands: (n) => '&'.repeat(n),
  backslashes: (n) => '\\'.repeat(n),
  'open fence': (n) => `\`\`\`js\n${'a(`${'.repeat(n)}`,
  // GFM
  'ragged table': (n) => {
    const side = Math.floor(Math.sqrt(n))
    return `|${'a|'.repeat(side)}\n|${'-|'.repeat(side)}\n${'|a\n'.repeat(side)}`
  },
  'wide table': (n) => `${'a|'.repeat(n)}\n${'-|'.repeat(n)}\n`,
  'autolink with entities': (n) => `http://a.b/${'&a;'.repeat(n)}`,
  'open autolinks': (n) => '<http://a'.repeat(n),
  'e-mail addresses': (n) => `${'a.b-'.repeat(n)}@c`,
  'at signs': (n) => 'a@'.repeat(n),
  domains: (n) => 'www.a.'.repeat(n),
  'references to one footnote': (n) => `${'[^a] '.repeat(n)}\n\n[^a]: x`,
  'many footnotes': (n) => {
    const numbers = Array.from({ length: n }, (_, i) => i)
    return `${numbers.map((i) => `[^${i}]`).join(' ')}\n\n${numbers.map((i) => `[^${i}]: x`).join('\n')}`
  },
  'footnotes in footnotes': (n) => Array.from({ length: n }, (_, i) => `[^${i}]: [^${i + 1}]`).join('\n'),
  // Shape
  'many headings': (n) => '# a\n\n'.repeat(n),
  'a long setext heading': (n) => `${'a\n'.repeat(n)}=`,
  'empty lines': (n) => '\n'.repeat(n),
  'prototype names': (n) =>
    '# __proto__\n\n## constructor\n\n[__proto__]: x\n\n[^toString]\n\n[^toString]: y\n\n'.repeat(n),
  'one long line': (n) => 'word '.repeat(n),
  'control characters': (n) => '\u0001\u0008\u001b\uFFFD\u2028\u202e'.repeat(n),
  'lone surrogates': (n) => 'a\ud800 \udc00'.repeat(n),
}
