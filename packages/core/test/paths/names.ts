/** Names as authors, file managers and attackers write them, and twins that some systems take for one. */
import fc from 'fast-check'

/** Each is a case that some system, server or browser treats in a way of its own. */
const odd = [
  // Ways out of a folder
  '..',
  '.',
  '...',
  '..;',
  '%2e%2e',
  '%252e%252e',
  '%2F',
  '%5c..',
  '\\..\\..',
  '\uFF0E\uFF0E',
  '\u2025',
  '／',
  '∕',
  '~',
  '~root',
  'c:',
  'C:\\x',
  '\\\\host\\share',
  'file:///x',
  // Names that Windows keeps for itself or changes
  'con',
  'CON.txt',
  'nul .tar',
  'com1',
  'COM¹.md',
  'lpt9.x.y',
  'CONIN$',
  'PROGRA~1',
  'a~2.htm',
  'x.html::$DATA',
  'a.',
  'a ',
  'a..',
  ' a',
  // Names of objects and of servers
  '__proto__',
  'constructor',
  'toString',
  'index',
  'index.html',
  'INDEX.HTML',
  '404.html',
  'feed.xml',
  '.htaccess',
  '.well-known',
  '-rf',
  'page',
  // Controls, and what can't be seen
  '\0',
  'a\0b',
  '\n',
  '\r\n',
  '\t',
  '\u007f',
  '\u0085',
  '\u2028',
  '\uFEFF',
  '\u00AD',
  '\u200B',
  '\u3164',
  '\u115F',
  '\u034F',
  '\u202Ecod.exe',
  '\u2066x\u2069',
  '\uD800',
  'a\uDC00',
  '\uDC00\uD800',
  // Too long
  'a'.repeat(255),
  'a'.repeat(256),
  'é'.repeat(128),
  '한'.repeat(86),
  'ᾂ'.repeat(85),
  '👍'.repeat(64),
  `${'x'.repeat(254)}.`,
]

/** Letters whose case, accents or composition systems treat differently. */
const letters = [
  ['i', 'I', 'ı', 'İ', 'i\u0307', 'I\u0307'],
  ['ß', 'SS', 'ss', 'ẞ', 'ſs', 'Ss'],
  ['é', 'É', 'e\u0301', 'E\u0301', 'e\u200D\u0301'],
  ['σ', 'ς', 'Σ'],
  ['ﬁ', 'fi', 'FI'],
  ['ŉ', 'ʼn', 'ʼN'],
  ['և', 'եւ', 'ԵՒ'],
  ['ΐ', 'ι\u0308\u0301', 'Ϊ\u0301', '\u1FD3'],
  ['ᾴ', 'α\u0345\u0301', 'άι'],
  ['ᾳ', 'α\u0345', 'αι', 'ΑΙ', 'ᾼ'],
  ['각', '\u1100\u1161\u11A8', '\uAC00\u11A8'],
  ['Å', '\u212B', 'A\u030A', 'å'],
  ['K', '\u212A', 'k'],
  ['Ǆ', 'ǅ', 'ǆ'],
  ['ა', 'Ა'],
  ['Ꭰ', 'ꭰ'],
  ['ẖ', 'h\u0331', 'H\u0331'],
  ['q\u0323\u0307', 'q\u0307\u0323'],
  ['日本', '日\uFE00本', '日\u{E0100}本'],
  ['👩‍👩‍👧', '👩👩👧', '👩‍👩‍👧\uFE0F'],
  ['🇩🇪'],
  ['שלום', 'ש\u05C1לום'],
  ['\u0627\u0654', '\u0623'],
  ['नि', 'न\u200Cि'],
] as const

const spelling = fc.constantFrom(...letters).chain((forms) => fc.constantFrom(...forms))

/** What may stand between two slashes, or in a title. */
export const hostileName: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...odd) },
  { weight: 4, arbitrary: fc.array(spelling, { minLength: 1, maxLength: 3 }).map((all) => all.join('')) },
  { weight: 2, arbitrary: fc.constantFrom('a', 'b', 'A', 'a-b', 'a b', 'a.html', 'x.txt', '1', '2024') },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 6 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 }) },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constantFrom(...odd), spelling).map(([one, other]) => `${one}${other}`),
  },
)

/** The same name in other words: twins that a disk may take for one. */
const twins: readonly ((name: string) => string)[] = [
  (name) => name,
  (name) => name.toUpperCase(),
  (name) => name.toLowerCase(),
  (name) => name.normalize('NFD'),
  (name) => name.normalize('NFC'),
  (name) => name.normalize('NFD').toUpperCase(),
  (name) => name.normalize('NFKC'),
  (name) => [...name].join('\u200D'),
  (name) => `${name}\uFE0F`,
  (name) => `${name}.`,
  (name) => `${name}/x`,
]

/** Some names, a part of them twins of others. */
export const namesWithTwins: fc.Arbitrary<string[]> = fc
  .array(fc.tuple(hostileName, fc.subarray([...twins.keys()], { minLength: 1, maxLength: 3 })), {
    minLength: 1,
    maxLength: 4,
  })
  .map((all) => all.flatMap(([name, ways]) => ways.map((way) => twins[way]?.(name) ?? name)))
