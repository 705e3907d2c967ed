// A git repository replayed: whatever commit is checked out, one store that saw others gives what an empty one gives.
import { execFileSync } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openSite } from '../packages/cli/src/compose.js'

const soak = process.env.SOAK === '1'
const commits = soak ? 400 : Number(process.env.RUNS ?? 200)
const jumps = soak ? 500 : Math.ceil(commits / 4)
const base = realpathSync(mkdtempSync(join(tmpdir(), 'blog-build-history-')))
afterAll(() => rmSync(base, { recursive: true, force: true }))

/** What a commit builds to, by the tree of its files: an empty store is asked once for each. */
const clean = new Map<string, Seen>()
const repository = join(base, 'one', 'site')

interface Seen {
  status: string
  messages: unknown[]
  files: Map<string, string>
}

/** The same numbers in every run, from 0 up to `below`. */
function createNumbers(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

function git(...parameters: string[]): string {
  const env = {
    PATH: process.env.PATH,
    HOME: base,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_DATE: '2026-01-01T00:00:00Z',
    GIT_COMMITTER_DATE: '2026-01-01T00:00:00Z',
  }
  const who = ['-c', 'user.name=A', '-c', 'user.email=a@example.org', '-c', 'core.autocrlf=false']
  return execFileSync('git', [...who, ...parameters], { cwd: repository, env, encoding: 'utf8' }).trim()
}

const at = (path: string) => join(repository, path)

function put(path: string, text: string): void {
  mkdirSync(dirname(at(path)), { recursive: true })
  writeFileSync(at(path), text)
}

const names = () => readdirSync(at('content/posts')).sort()

function post(number: number, pick: (below: number) => number): string {
  const tags = ['x', 'y', 'z'].filter(() => pick(2) === 0)
  const to = names()[pick(names().length)]
  const day = String((number % 28) + 1).padStart(2, '0')
  const link = to && pick(3) === 0 ? `See [that](./${to}).\n\n` : ''
  return `---\ntitle: Post ${number}.${pick(9)}\ndate: 2024-0${(number % 9) + 1}-${day}\ntags: [${tags.join(', ')}]\n---\n\n${link}## Part\n\nText ${pick(1000)}.\n`
}

const config = (title: number) =>
  `export default { title: 'Site ${title}', url: 'https://example.org', perPage: ${(title % 3) + 2} }\n`
const layout = (word: number) =>
  `import { note } from './parts/note'\nexport default ({ entry, content }) => <html lang="en"><head><title>{entry.title}</title></head><body>${word}{note(entry.title)}<div dangerouslySetInnerHTML={content} /></body></html>\n`

/** What commits do, by how often. */
const changes: ((number: number, pick: (below: number) => number) => void)[] = [
  ...Array(5).fill((number: number, pick: (below: number) => number) => {
    put(`content/posts/post-${number}.md`, post(number, pick))
  }),
  ...Array(6).fill((number: number, pick: (below: number) => number) => {
    put(`content/posts/${names()[pick(names().length)] ?? 'first.md'}`, post(number, pick))
  }),
  (number, pick) =>
    git('mv', `content/posts/${names()[pick(names().length)]}`, `content/posts/moved-${number}.md`),
  (_number, pick) => {
    if (names().length > 3) rmSync(at(`content/posts/${names()[pick(names().length)]}`))
  },
  (number) => put('layouts/post.tsx', layout(number)),
  (number) => put('layouts/parts/note.ts', `export const note = (text) => text + ${number}\n`),
  (number) => put('blog.config.ts', config(number)),
  (number) => put('content/about.md', `---\ntitle: About ${number}\n---\n\nUs.\n`),
  (number) => put('styles/a.css', `body { margin: ${number}px }\n`),
  (number) => put(`public/file-${number % 3}.txt`, `${number}`),
]

/** Takes out links to posts that were moved or removed, as an author does sooner or later. */
function mendLinks(): void {
  const known = new Set(names())
  for (const name of known) {
    const text = readFileSync(at(`content/posts/${name}`), 'utf8')
    const mended = text.replace(/^See \[that\]\(\.\/(.*)\)\.\n\n/m, (link, to) => (known.has(to) ? link : ''))
    if (mended !== text) put(`content/posts/${name}`, mended)
  }
}

/** Makes the repository; the same every time. */
function createRepository(): string[] {
  const pick = createNumbers(1)
  mkdirSync(repository, { recursive: true })
  git('init', '--quiet', '--initial-branch=main')
  put('.gitignore', 'dist\n.blog-build\n')
  put('content/posts/first.md', '---\ntitle: First\ndate: 2024-01-01\n---\n\nText.\n')
  put('layouts/parts/note.ts', 'export const note = (text) => text\n')
  for (let number = 1; number <= commits; number++) {
    changes[pick(changes.length)]?.(number, pick)
    if (number % 3 === 0) mendLinks()
    git('add', '--all')
    git('commit', '--quiet', '--allow-empty', '--message', `Change ${number}`)
  }
  return git('rev-list', '--reverse', 'HEAD').split('\n')
}

function filesIn(folder: string): Map<string, string> {
  const items = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((item) => item.isFile())
  const paths = items.map((item) => join(item.parentPath, item.name)).sort()
  return new Map(paths.map((path) => [path.slice(folder.length + 1), readFileSync(path, 'base64')]))
}

async function build(root: string): Promise<Seen> {
  const { site } = openSite({ root, asOf: '2026-06-01T00:00:00Z' })
  const { status, messages } = await site.build()
  return { status, messages, files: status === 'published' ? filesIn(join(root, 'dist')) : new Map() }
}

async function buildClean(): Promise<Seen> {
  const tree = git('rev-parse', 'HEAD^{tree}')
  const known = clean.get(tree)
  if (known) return known
  const root = join(base, 'clean', 'site')
  cpSync(repository, root, { recursive: true, filter: (path) => !/\/(dist|\.blog-build|\.git)$/.test(path) })
  const seen = await build(root)
  rmSync(root, { recursive: true })
  clean.set(tree, seen)
  return seen
}

/** Each build is that of a new process: what it knows of the others lies in the folder. */
async function expectSameAt(commit: string): Promise<Seen> {
  git('checkout', '--quiet', commit)
  const incremental = await build(repository)
  const expected = await buildClean()
  expect(incremental.messages, commit).toEqual(expected.messages)
  expect(incremental.status, commit).toBe(expected.status)
  expect(incremental.files, commit).toEqual(expected.files)
  return expected
}

test('the history of a repository, forward and in random jumps: each commit equals its clean build', async () => {
  const all = createRepository()
  expect(all).toHaveLength(commits)
  let published = 0
  for (const commit of all) if ((await expectSameAt(commit)).status === 'published') published++
  const pick = createNumbers(2)
  for (let jump = 0; jump < jumps; jump++) await expectSameAt(all[pick(all.length)] ?? '')
  // A history that could hardly ever be published would prove little.
  expect(published).toBeGreaterThan(commits / 2)
}, 3_600_000)
