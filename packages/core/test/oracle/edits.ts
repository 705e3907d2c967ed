/** Random edits of a world. */
import fc from 'fast-check'
import { config, layout, list, part, post, rehype } from './texts.js'
import { restore, start, type World } from './world.js'

/** What an edit may need to know of the sequence that it is part of. */
export interface Past {
  /** The project's files after each step. */
  all: ReadonlyMap<string, string>[]
  /** Those of the last step that published. */
  published: ReadonlyMap<string, string>
}

/** One edit: what it is called, and what it does. */
export interface Edit {
  kind: string
  apply(world: World, past: Past): void
}

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

function editText(world: World, at: string, change: (text: string) => string): void {
  const text = world.read(at)
  if (text !== undefined) world.write(at, change(text))
}

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

/** How often a kind comes, and how its edits are made. */
type Kind = [weight: number, edits: fc.Arbitrary<Edit['apply']>]

const ofText = fc.constantFrom(...bodies)
const ofContent: Record<string, Kind> = {
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

const ofFiles: Record<string, Kind> = {
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

/** Fields that win over those above them, until others take their place. */
const withFields = (fields: string) => (text: string) =>
  text.replace(/(?: {2}\.\.\.\{.*\n)?( {2}plugins:)/, `  ...{ ${fields} },\n$1`)

const ofCode: Record<string, Kind> = {
  config: [3, seed.map((one) => (world) => world.write('blog.config.ts', config(one)))],
  'plugin-option': [1, seed.map((one) => (world) => world.write('blog.config.ts', config('a', one)))],
  'config-field': [
    2,
    fc
      .constantFrom('', "base: '/deep/er/'", "timeZone: 'UTC'", "language: 'sv', perPage: 2")
      .map((fields) => (world) => editText(world, 'blog.config.ts', withFields(fields))),
  ],
  'config-delete': [
    1,
    fc.constant((world: World) => world.has('blog.config.ts') && world.remove('blog.config.ts')),
  ],
  layout: [
    1,
    fc.tuple(seed, fc.constantFrom('post', 'page')).map(
      ([one, name]) =>
        (world) =>
          world.write(`layouts/${name}.tsx`, layout(one)),
    ),
  ],
  'layout-delete': [
    1,
    fc
      .constantFrom('post', 'page')
      .map((name) => (world) => world.has(`layouts/${name}.tsx`) && world.remove(`layouts/${name}.tsx`)),
  ],
  'list-layout': [1, seed.map((one) => (world) => world.write('layouts/topics.tsx', list(one)))],
  part: [1, seed.map((one) => (world) => world.write('layouts/parts/note.ts', part(one)))],
  'markdown-plugin': [
    1,
    fc.tuple(seed, fc.constantFrom('seed', 'path')).map(
      ([one, name]) =>
        (world) =>
          world.write(`rehype-${name}.ts`, rehype(name, one)),
    ),
  ],
  'local-module': [
    1,
    seed.map(
      (one) => (world) =>
        world.write('local-mark.ts', `export const mark = (id) => id + ${JSON.stringify(one)}`),
    ),
  ],
  style: [1, seed.map((one) => (world) => world.write('styles/a.css', `body { --seed: "${one}" }`))],
  env: [1, fc.constantFrom('test', 'live').map((value) => (world) => world.setEnv(value))],
  break: [
    1,
    fc
      .constantFrom('blog.config.ts', 'layouts/post.tsx', 'styles/a.css', 'content/posts/b.md')
      .map(
        (at) => (world) => world.write(at, at.endsWith('.md') ? '---\ntitle: [\n---\n[gone](gone.md)' : '}{'),
      ),
  ],
}

const ofTime: Record<string, Kind> = {
  clock: [4, fc.nat(48).map((hours) => (world) => world.setNow(start + hours * 3_600_000))],
  mend: [2, fc.constant((world: World, past: Past) => restore(world, past.published))],
  revert: [
    1,
    fc.nat(20).map((back) => (world, past) => {
      const files = past.all[past.all.length - 1 - (back % past.all.length)]
      if (files) restore(world, files)
    }),
  ],
}

/** What others do to the output folder. */
const ofOutput: Record<string, Kind> = {
  'output-delete': [1, fc.nat(99).map((at) => (world) => onOutput(world, at, (path) => world.remove(path)))],
  'output-edit': [
    1,
    fc.nat(99).map((at) => (world) => {
      onOutput(world, at, (path) => world.write(path, `${world.read(path)} edited`))
    }),
  ],
}

function onOutput(world: World, at: number, change: (path: string) => void): void {
  const paths = [...world.files('dist').keys()]
  const path = paths[at % paths.length]
  if (path !== undefined) change(`dist/${path}`)
}

const kinds = { ...ofContent, ...ofFiles, ...ofCode, ...ofTime, ...ofOutput }

/** Names of all kinds of edit. */
export const kindNames: readonly string[] = Object.keys(kinds)

/** Random edits; those of bodies and frontmatter come most often, as in life. */
export const edits: fc.Arbitrary<Edit> = fc.oneof(
  ...Object.entries(kinds).map(([kind, [weight, arbitrary]]) => ({
    weight,
    arbitrary: arbitrary.map((apply): Edit => ({ kind, apply })),
  })),
)
