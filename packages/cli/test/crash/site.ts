/** A project that is built, edited and spoiled: what it holds before and after, and what must be true of it at any time. */
import { spawnSync } from 'node:child_process'
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { bin, filesIn, put } from '../command.js'
import { type Ended, run } from './process.js'

/** Files by path. */
export type Tree = ReadonlyMap<string, Buffer>

/** A project in a folder of its own. */
export interface Site {
  /** Holds the project and all else. */
  folder: string
  root: string
}

/** Makes the project, with posts, a page, tags, a feed and public files. */
export function createSite(name = 'site', folder: string = createFolder()): Site {
  const root = join(folder, name)
  mkdirSync(root, { recursive: true })
  for (const [path, text] of Object.entries(SITE)) put(root, path, text)
  return { folder, root }
}

/** A new folder, which the caller removes. */
export function createFolder(): string {
  return realpathSync(mkdtempSync(join(tmpdir(), 'blog-build-crash-')))
}

const post = (title: string, day: number, text: string) =>
  `---\ntitle: ${title}\ndate: 2024-01-${String(day).padStart(2, '0')}\ntags: [walks]\n---\n\n${text}\n`

/** Without code of its own: then the command builds in its main thread, whose calls are those that are traced. */
const SITE: Record<string, string> = {
  'content/posts/hills.md': post('Hills', 1, 'See [the sea](./trips/sea.md).'),
  'content/posts/lakes.md': post('Lakes', 2, 'Deep.').replace('date:', 'subtitel: Deep\ndate:'),
  'content/posts/trips/sea.md': post('Sea', 3, 'Salt.'),
  'content/about.md': '---\ntitle: About\n---\n\nWho walks.\n',
  'public/feed.css': 'a { color: red }\n',
  'public/maps': 'A file that becomes a folder.\n',
  'public/old/deep/gone.txt': 'Goes with its folders.\n',
}

/** An edited post, a new one, a deleted one, a renamed folder, and a file that becomes a folder. */
export function edit({ root }: Site): void {
  put(root, 'content/posts/hills.md', post('Hills', 1, 'Higher than [the sea](./travels/sea.md).'))
  put(root, 'content/posts/woods.md', post('Woods', 4, 'New.').replace('tags:', 'tag: woods\ntags:'))
  rmSync(join(root, 'content/posts/lakes.md'))
  renameSync(join(root, 'content/posts/trips'), join(root, 'content/posts/travels'))
  rmSync(join(root, 'public/old'), { recursive: true })
  rmSync(join(root, 'public/maps'))
  put(root, 'public/maps/hills.txt', 'A folder that was a file.\n')
  put(root, 'public/feed.css', 'a { color: green }\n')
}

/** Copies the project with all times, so that it can be as it was again and again. */
export function keep({ folder, root }: Site, name: string): () => void {
  const copy = join(folder, name)
  copyTree(root, copy)
  return () => {
    for (const item of readdirSync(folder)) {
      // What lies beside the project: stages of an output on its own, versions.
      if (item.startsWith('.')) rmSync(join(folder, item), { recursive: true })
    }
    rmSync(root, { recursive: true, force: true })
    copyTree(copy, root)
  }
}

function copyTree(from: string, to: string): void {
  const { status, stderr } = spawnSync('cp', ['-a', from, to])
  if (status !== 0) throw new Error(String(stderr))
}

/** The document of `--json`. */
export interface Report {
  status: string
  outputs: unknown[]
  messages: { rule: string; severity: string; path?: string; text: string }[]
  nextDue: unknown
  stats: { tasksRun: number; tasksReused: number; written: number; unchanged: number; removed: number }
}

/** How a build of the command went. */
export interface Built extends Ended {
  report: Report
}

/** Builds by the command. */
export async function build({ root }: Site, parameters: readonly string[] = []): Promise<Built> {
  return builtOf(await run(process.execPath, [bin, ...parameters, '--json'], root))
}

/** Reads what a run of the command with `--json` reported. */
export function builtOf(ended: Ended): Built {
  if (ended.out === '') throw new Error(`No report; ${ended.signal ?? ended.code}: ${ended.err}`)
  return { ...ended, report: JSON.parse(ended.out) as Report }
}

/** The published files. */
export const published = ({ root }: Site, out = 'dist'): Tree => filesIn(join(root, out))

/** What a clean build of the same files gives. */
export interface Clean {
  tree: Tree
  built: Built
}

/** Builds a copy of the sources from nothing. */
export async function buildClean({ root }: Site): Promise<Clean> {
  const folder = createFolder()
  try {
    const clean: Site = { folder, root: join(folder, 'site') }
    copyTree(root, clean.root)
    for (const name of readdirSync(clean.root)) {
      if (/^(dist|\.dist\..*|\.blog-build)$/.test(name)) rmSync(join(clean.root, name), { recursive: true })
    }
    const built = await build(clean)
    expect({ code: built.code, err: built.report.status }).toEqual({ code: 0, err: 'published' })
    return { tree: published(clean), built }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Texts of a tree, for a readable difference. */
const texts = (tree: Tree) => Object.fromEntries([...tree].map(([path, bytes]) => [path, String(bytes)]))

export function expectTree(tree: Tree, wanted: Tree): void {
  expect(texts(tree)).toEqual(texts(wanted))
}

export function isTree(tree: Tree, other: Tree): boolean {
  return tree.size === other.size && [...tree].every(([path, bytes]) => other.get(path)?.equals(bytes))
}

/** Each file is wholly of before or of after, none is of neither, and what both have is there. */
export function expectWhole(tree: Tree, before: Tree, after: Tree): void {
  const torn = [...tree].filter(([path, bytes]) => {
    return ![before, after].some((version) => version.get(path)?.equals(bytes))
  })
  expect(torn.map(([path, bytes]) => `${path}: ${bytes.length} bytes`)).toEqual([])
  const lost = [...before.keys()].filter((path) => after.has(path) && !tree.has(path))
  expect(lost).toEqual([])
}

/** The build came to what a clean one comes to, in files and in words. */
export function expectClean(site: Site, built: Built, clean: Clean, out?: string): void {
  const { code, report } = built
  expect({ code, status: report.status, messages: report.messages }).toEqual({
    code: 0,
    status: 'published',
    messages: clean.built.report.messages,
  })
  expect(report.outputs).toEqual(clean.built.report.outputs)
  expect(report.nextDue).toEqual(clean.built.report.nextDue)
  expectTree(published(site, out), clean.tree)
}

const OURS =
  /^(\.gitignore|code(\/[\w.-]+\.mjs)?|store(\/(graph\.(bin|log)|pack-\d+\.bin))?|outputs-[0-9a-f]{16}|stage)$/

/** Nothing is left but what every build leaves: no stage, no journal, no lock, no temporary file, no empty folder. */
export function expectTidy({ root }: Site, beside: readonly string[] = []): void {
  const folder = join(root, '.blog-build')
  // From an empty file nobody can tell who asked for the lock: it goes when it is ten seconds old.
  const isAsked = (name: string) => name.startsWith('lock.new-') && lstatSync(join(folder, name)).size === 0
  const cache = namesIn(folder).filter((name) => !OURS.test(name) && !isAsked(name))
  expect(cache).toEqual([])
  const known = new Set(['.blog-build', 'blog.config.ts', 'content', 'dist', 'public', ...beside])
  const others = readdirSync(root).filter((name) => !known.has(name) && !/^\.dist\.v-\d+$/.test(name))
  expect(others).toEqual([])
  const dist = join(root, 'dist')
  const empty = namesIn(dist).filter((name) => {
    const path = join(dist, name)
    return lstatSync(path).isDirectory() && readdirSync(path).length === 0
  })
  expect(empty).toEqual([])
}

function namesIn(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true }).map((name) => String(name))
}
