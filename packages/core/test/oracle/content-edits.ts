/** Random edits of what is written: entries, and the files beside them. */
import fc from 'fast-check'
import { editText, type Kind } from './edit.js'
import { post } from './texts.js'
import { start, type World } from './world.js'

const names = ['a', 'b', 'd', 'e', 'f']
const titles = ['Alpha', 'Beta', '"Delta: 1"', 'Épsilon', '"<b>&"']
const dates = ['2024-01-01', '2024-02-01', '2026-06-01T12:00:00Z', '2026-06-02', 'nonsense', '2026-07-01']
const bodies = [
  'Text.',
  'Text, more of it.',
  '## One\n\n## Two\n\nSee [b](./b.md#two).',
  '## Two\n\n[a](./a.md) and [gone](./gone.md) and ![i](./a.svg)',
  '[d](d.md)\n\n[e](e/)\n\n[about](/about/#x)',
  '# Heading\n\n> quote\n\n| a | b |\n| - | - |\n| 1 | 2 |',
  '```js\nlet a = 1\n```\n\n[^1]\n\n[^1]: note ![j](b.svg)',
  `${'> '.repeat(300)}deep`,
]
const extras = [
  '',
  'draft: true\n',
  'unlisted: true\n',
  'author: ann\n',
  'author: zed\n',
  'slug: same\n',
  'publishAt: 2026-06-01T06:00:00Z\n',
  'expiresAt: 2026-06-01T03:00:00Z\n',
  'permalink: /about/\n',
  'layout: nowhere\n',
  'order: 3\n',
]

const seed = fc.constantFrom('a', 'bb', 'c', 'dd')
const path = fc.constantFrom(...names).map((name) => `content/posts/${name}.md`)
const svg = fc.constantFrom('a', 'b').map((name) => `content/posts/${name}.svg`)
const image = (size: number) => `<svg xmlns="http://www.w3.org/2000/svg" width="${size + 1}" height="3"/>`

const field = (name: string, value: string) => (text: string) =>
  text.startsWith('---\n')
    ? text.replace(new RegExp(`^${name}:.*$`, 'm'), `${name}: ${value}`)
    : `---\n${name}: ${value}\n---\n${text}`

const withBody = (body: string) => (text: string) =>
  `${text.match(/^---\n[\s\S]*?\n---\n/)?.[0] ?? ''}${body}\n`

function renameFree(world: World, from: string, to: string): void {
  if (world.has(from) && !world.has(to)) world.rename(from, to)
}

function toggle(world: World, a: string, b: string): void {
  if (world.has(a)) renameFree(world, a, b)
  else renameFree(world, b, a)
}

/** Another letter in the place of one: the size stays. */
const sameSize = (text: string) => text.replace(/[aeiou](?=[^aeiou]*$)/, (one) => (one === 'a' ? 'e' : 'a'))

const ofText = fc.constantFrom(...bodies)
/** Of entries; those of bodies and frontmatter come most often, as in life. */
export const ofContent: Record<string, Kind> = {
  body: [
    6,
    fc.tuple(path, ofText).map(
      ([at, body]) =>
        (world) =>
          editText(world, at, withBody(body)),
    ),
  ],
  title: [
    3,
    fc.tuple(path, fc.constantFrom(...titles)).map(
      ([at, value]) =>
        (world) =>
          editText(world, at, field('title', value)),
    ),
  ],
  date: [
    2,
    fc.tuple(path, fc.constantFrom(...dates)).map(
      ([at, value]) =>
        (world) =>
          editText(world, at, field('date', value)),
    ),
  ],
  tags: [
    2,
    fc.tuple(path, fc.constantFrom('x', 'y', 'x, z', '__proto__', '')).map(
      ([at, value]) =>
        (world) =>
          editText(world, at, field('tags', `[${value}]`)),
    ),
  ],
  write: [
    3,
    fc
      .tuple(path, fc.constantFrom(...titles), fc.constantFrom(...dates), fc.constantFrom(...extras), ofText)
      .map(
        ([at, title, date, extra, body]) =>
          (world) =>
            world.write(at, post(title, date, 'x', extra, body)),
      ),
  ],
  schedule: [
    2,
    fc
      .tuple(path, fc.constantFrom('publishAt', 'expiresAt'), fc.nat(40))
      .map(([at, name, hours]) => (world) => {
        const instant = new Date(start + hours * 3_600_000).toISOString()
        world.write(at, post('Timed', '2024-04-01', 'x', `${name}: ${instant}\n`, 'Text.'))
      }),
  ],
  delete: [2, path.map((at) => (world) => world.has(at) && world.remove(at))],
  rename: [
    1,
    fc.tuple(path, path).map(
      ([from, to]) =>
        (world) =>
          renameFree(world, from, to),
    ),
  ],
  'case-rename': [1, path.map((at) => (world) => toggle(world, at, at.replace(/\w\.md$/, upperCase)))],
  'unicode-rename': [
    1,
    fc.constant((world: World) => {
      const [composed, apart] = ['é', 'é'.normalize('NFD')].map((name) => `content/posts/${name}.md`)
      if (composed === undefined || apart === undefined) return
      if (world.has(composed) || world.has(apart)) toggle(world, composed, apart)
      else world.write(composed, post('Été', '2024-03-01', 'y', '', 'Text.'))
    }),
  ],
  folder: [1, fc.constant((world: World) => toggle(world, 'content/posts', 'content/notes'))],
  touch: [1, path.map((at) => (world) => editText(world, at, (text) => text))],
  'same-size-and-time': [
    2,
    path.map((at) => (world) => {
      const text = world.read(at)
      if (text !== undefined) world.writeInTime(at, sameSize(text))
    }),
  ],
  shift: [
    1,
    path.map(
      (at) => (world) => editText(world, at, (text) => text.replace(/\n---\n/, '\n# a comment\n---\n')),
    ),
  ],
  batch: [
    1,
    ofText.map((body) => (world) => {
      for (const name of names) editText(world, `content/posts/${name}.md`, withBody(body))
      world.write('content/posts/d.md', post('Delta', '2024-05-01', 'x, z', '', body))
    }),
  ],
}

function upperCase(name: string): string {
  return name.toUpperCase().replace('.MD', '.md')
}

/** Of assets, data and public files. */
export const ofFiles: Record<string, Kind> = {
  asset: [
    1,
    fc.tuple(svg, fc.nat(20)).map(
      ([at, size]) =>
        (world) =>
          world.write(at, image(size)),
    ),
  ],
  'asset-delete': [1, svg.map((at) => (world) => world.has(at) && world.remove(at))],
  data: [
    1,
    fc
      .constantFrom('- id: ann\n  name: Anna\n', '- id: ann\n- id: zed\n', 'nonsense: [\n', '- name: no id\n')
      .map((text) => (world) => world.write('content/people.yaml', text)),
  ],
  read: [
    1,
    fc.tuple(fc.constantFrom('made', 'more', 'late/new'), seed).map(
      ([name, one]) =>
        (world) =>
          world.write(`data/${name}.txt`, one),
    ),
  ],
  'read-delete': [
    1,
    fc
      .constantFrom('made', 'more', 'late/new')
      .map((name) => (world) => world.has(`data/${name}.txt`) && world.remove(`data/${name}.txt`)),
  ],
  public: [
    2,
    fc.tuple(fc.constantFrom('note', 'x'), seed).map(
      ([name, one]) =>
        (world) =>
          world.write(`public/${name}.txt`, name + one),
    ),
  ],
  'public-delete': [
    1,
    fc.constant((world: World) => world.has('public/x.txt') && world.remove('public/x.txt')),
  ],
}
