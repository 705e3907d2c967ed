/** Random edits of a site, such as every author makes. */
import type { Random } from './random.js'
import { type TestWorld, type WorldState, wayBack } from './test-world.js'

/** An edit, and what it is called. */
export interface NamedEdit {
  what: string
  edit: TestWorld
}

/** What every site begins with: others link to `a` and `b`, so these two are never away. */
export const firstFiles: Record<string, string> = {
  'content/posts/a.md': post(
    'Alpha',
    '2024-01-01',
    'x, y',
    '## One\n\nSee [b](./b.md) and [about](/about/).',
  ),
  'content/posts/b.md': post('Beta', '2024-02-01', 'y', '# Heading\n\n## Two\n\n[a](./a.md#one)'),
  'content/posts/c.md': post('Gamma', '2025-03-01', 'x', 'Text, and no link.'),
  'content/about.md': '---\ntitle: About\n---\n\nAbout it.\n',
}

const steady = /^content\/(about|posts\/[ab])\.md$/
const names = ['c', 'd', 'e', 'f'].map((name) => `content/posts/${name}.md`)
const titles = ['Alpha', 'Beta', '"Delta: 1"', 'Épsilon', '"<b>&amp;\'</b>"', '">"', '日本']
const dates = ['2024-01-01', '2024-02-01', '2024-02-01T12:00:00+02:00', '2025-12-31', '2025-06-01']
const tags = ['x', 'y', 'x, y', 'X', '__proto__', '"<i>"', '']
const bodies = [
  'Text.',
  'Text, and more of it: one two three four five.',
  '## One\n\nUnder one.\n\n## Two\n\nUnder two, with [b](./b.md).',
  '[a](./a.md), [b](./b.md), [about](/about/)',
  '```js\nlet a = 1 < 2\n```\n\n> quote\n\n| a | b |\n| - | - |\n| 1 | 2 |',
  '<div>raw & "html"</div>\n\n[^1]\n\n[^1]: note',
  '',
]
/** Fields that come and go; nothing takes them away. */
const fields: Record<string, readonly (string | undefined)[]> = {
  title: titles,
  date: dates,
  tags: tags.map((list) => `[${list}]`),
  updated: [undefined, '2025-01-01', '2025-05-05'],
  summary: [undefined, 'Short', '"<&>"'],
  authors: [undefined, '[Ada]', '[Ada, Grace]'],
  unlisted: [undefined, 'true'],
  order: [undefined, '1', '2'],
}
/** Of posts that nobody links to. */
const riskyFields: typeof fields = {
  draft: [undefined, 'true'],
  publishAt: [undefined, '2026-01-01T12:00:00Z', '2026-01-02'],
  expiresAt: [undefined, '2026-01-01T18:00:00Z'],
}
const config: NonNullable<TestWorld['config']>[] = [
  ...['Notes', 'Other "notes" & <more>'].map((title) => ({ title })),
  ...['https://example.org', 'https://example.net', undefined].map((url) => ({ url })),
  ...['/', '/blog/'].map((base) => ({ base })),
  ...['en', 'de'].map((language) => ({ language })),
  ...[1, 2, 10].map((perPage) => ({ perPage })),
  { description: 'About <it>' },
  { author: 'Ada' },
]

/** Each is as likely as it is often in the list. */
const kinds = [
  ...Array(3).fill(write),
  ...Array(5).fill(changeField),
  ...Array(3).fill(changeBody),
  changeRiskyField,
  changeSlug,
  remove,
  remove,
  rename,
  changeConfig,
  changeConfig,
  passTime,
  goBack,
] as ((random: Random, past: readonly WorldState[]) => NamedEdit)[]

/**
 * A random edit.
 *
 * @param past The states until now, the present one last.
 * @param own Edits of the plugin's own kind: every third is one of them.
 */
export function randomEdit(
  random: Random,
  past: readonly WorldState[],
  own: readonly TestWorld[],
): NamedEdit {
  if (own.length > 0 && random.below(3) === 0) {
    const at = random.below(own.length)
    return { what: `number ${at + 1} of \`edits\``, edit: own[at] as TestWorld }
  }
  return random.pick(kinds)(random, past)
}

function write(random: Random): NamedEdit {
  const path = random.pick(names)
  const text = post(random.pick(titles), random.pick(dates), random.pick(tags), random.pick(bodies))
  return { what: `write ${path}`, edit: { files: { [path]: text } } }
}

function changeField(random: Random, past: readonly WorldState[]): NamedEdit {
  return setField(random, random.pick(postsIn(past)), past, fields)
}

function changeRiskyField(random: Random, past: readonly WorldState[]): NamedEdit {
  return setField(random, random.pick(names), past, riskyFields)
}

function setField(
  random: Random,
  path: string,
  past: readonly WorldState[],
  among: typeof fields,
): NamedEdit {
  const name = random.pick(Object.keys(among))
  return textEdit(`${name} of ${path}`, path, past, withField(name, random.pick(among[name] ?? [])))
}

function changeSlug(random: Random, past: readonly WorldState[]): NamedEdit {
  const path = random.pick(postsIn(past))
  const own = `${path.replace(/^.*\/|\.md$/g, '')}-moved`
  return textEdit(`slug of ${path}`, path, past, withField('slug', random.pick([undefined, own])))
}

function changeBody(random: Random, past: readonly WorldState[]): NamedEdit {
  const path = random.pick(postsIn(past))
  const body = path.endsWith('/a.md') ? `## One\n\n${random.pick(bodies.slice(0, 2))}` : random.pick(bodies)
  const whole = (text: string) => `${/^---\n[\s\S]*?\n---\n/.exec(text)?.[0] ?? ''}\n${body}\n`
  return textEdit(`body of ${path}`, path, past, whole)
}

function remove(random: Random, past: readonly WorldState[]): NamedEdit {
  const path = random.pick(
    postsIn(past)
      .filter((one) => !steady.test(one))
      .concat(names),
  )
  return { what: `delete ${path}`, edit: { files: { [path]: undefined } } }
}

function rename(random: Random, past: readonly WorldState[]): NamedEdit {
  const [from, to] = [random.pick(names), random.pick(names)]
  const body = past.at(-1)?.files[from]
  if (body === undefined || from === to) return { what: 'nothing', edit: {} }
  return { what: `rename ${from} to ${to}`, edit: { files: { [from]: undefined, [to]: body } } }
}

function changeConfig(random: Random): NamedEdit {
  const change = random.pick(config)
  return { what: `configuration ${JSON.stringify(change)}`, edit: { config: change } }
}

function passTime(random: Random): NamedEdit {
  const now = new Date(Date.UTC(2026, 0, 1, random.below(48))).toISOString()
  return { what: `it is ${now}`, edit: { now } }
}

function goBack(random: Random, past: readonly WorldState[]): NamedEdit {
  const [now, then] = [past.at(-1) as WorldState, random.pick(past)]
  return { what: 'files as they were before', edit: wayBack(now, then) }
}

/** Texts of the project's posts, those of the test among them. */
function postsIn(past: readonly WorldState[]): string[] {
  const files = Object.entries(past.at(-1)?.files ?? {})
  return files.flatMap(([path, body]) =>
    typeof body === 'string' && /^content\/.*\.md$/.test(path) ? [path] : [],
  )
}

function textEdit(
  what: string,
  path: string,
  past: readonly WorldState[],
  change: (text: string) => string,
): NamedEdit {
  const text = past.at(-1)?.files[path]
  return typeof text === 'string'
    ? { what, edit: { files: { [path]: change(text) } } }
    : { what: 'nothing', edit: {} }
}

function withField(name: string, value: string | undefined): (text: string) => string {
  const line = value === undefined ? '' : `${name}: ${value}\n`
  return (text) => {
    if (!text.startsWith('---\n')) return line === '' ? text : `---\n${line}---\n${text}`
    const [, matter = '', rest = ''] = /^---\n([\s\S]*?)---\n([\s\S]*)$/.exec(text) ?? []
    return `---\n${matter.replace(new RegExp(`^${name}:.*\n`, 'm'), '')}${line}---\n${rest}`
  }
}

function post(title: string, date: string, list: string, body: string): string {
  return `---\ntitle: ${title}\ndate: ${date}\ntags: [${list}]\n---\n\n${body}\n`
}
