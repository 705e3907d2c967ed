/** Texts that break careless writers of XML and HTML. */
import fc from 'fast-check'

const pieces = fc.oneof(
  fc.constantFrom(
    ']]>',
    '<![CDATA[',
    '&nbsp;',
    '&',
    '&#0;',
    '&#x1F;',
    '<',
    '>',
    '"',
    "'",
    '</title>',
    '</script>',
    '<!--',
    '-->',
    '\r',
    '\r\n',
    '\t',
    '\n',
    ' ',
    '\u0000',
    '\u0001',
    '\u000b',
    '\u001b',
    '\u007f',
    '\u0085',
    '\u2028',
    '\u2029',
    '\ufffe',
    '\uffff',
    '\ud800',
    '\udfff',
    '😀',
    'é',
    'e\u0301',
  ),
  fc.string({ unit: 'binary', maxLength: 8 }),
)

/** Any of them, in any order; half characters and control characters among them. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(pieces, { maxLength: 12 })
  .map((list) => list.join(''))
