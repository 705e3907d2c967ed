// The machine does not show: one site gives one tree of files, whoever builds it, where, and in what surroundings.

import { execFile, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'

/** The command as users run it; `npm test` builds it first. */
const bin = fileURLToPath(new URL('../packages/cli/dist/cli.js', import.meta.url))
const base = mkdtempSync(join(tmpdir(), 'blog-build-reproducible-'))
chmodSync(base, 0o755)
afterAll(() => rmSync(base, { recursive: true, force: true }))

const post = (title: string, date: string, tags: string, body: string) =>
  `---\ntitle: ${title}\ndate: ${date}\ntags: [${tags}]\n---\n\n${body}\n`

const files: [path: string, text: string][] = [
  [
    'blog.config.ts',
    "export default { title: 'Ö', url: 'https://example.org', timeZone: 'Europe/Stockholm' }",
  ],
  ['content/posts/a.md', post('Ängel', '2024-03-31T01:30:00Z', 'z, å, Ä, a', '![i](./i.svg) [b](./b.md)')],
  ['content/posts/b.md', post('zebra', '2024-03-31', 'ı, I, i', '```js\nlet a = 1\n```')],
  ['content/posts/é.md', post('Été', '2024-10-27T23:59:59Z', 'a', 'Text.')],
  ['content/posts/i.svg', '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"/>'],
  ['content/about.md', '---\ntitle: About\n---\n\n[a](posts/a.md)'],
  [
    'layouts/page.tsx',
    'export default ({ entry, content, head }) => <html lang="en"><body><h1>{entry.title}</h1><div dangerouslySetInnerHTML={content} /></body></html>',
  ],
  ['styles/b.css', 'body { color: red }'],
  ['styles/a.css', 'p { margin: 0 }'],
  ['public/B.txt', 'b'],
  ['public/a.txt', 'a'],
]

/** What differs between two machines. */
interface Surroundings {
  env?: NodeJS.ProcessEnv
  umask?: string
  /** User and group. */
  uid?: number
  /** Files are created the other way round, so a folder may list them so. */
  reversed?: boolean
  parameters?: string[]
  folder?: string
}

/** Who has no rights of its own; only root can be somebody else, and the checkout has to be open to all. */
const nobody = 65534
const canBeNobody = process.getuid?.() === 0 && canRead(nobody, bin)

const surroundings: Record<string, Surroundings> = {
  'another folder': { folder: 'a much longer/päth with späces/site' },
  'another order of files': { reversed: true },
  'another time zone': { env: { TZ: 'Pacific/Chatham' } },
  'another language': { env: { LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8', LANGUAGE: 'tr' } },
  'the language of machines': { env: { LANG: 'C', LC_ALL: 'C' } },
  'a strict umask': { umask: '077' },
  'a lax umask': { umask: '000' },
  'other noise in the environment': {
    env: {
      NODE_ENV: 'production',
      CI: 'true',
      USER: 'other',
      HOSTNAME: 'other',
      SOURCE_DATE_EPOCH: '1',
      COLUMNS: '20',
    },
  },
  ...(canBeNobody ? { 'another user': { uid: nobody } } : {}),
  'no threads': { parameters: ['--workers', '0'] },
  'eight threads': { parameters: ['--workers', '8'] },
}

let count = 0

/** Makes the site, builds it in a process of its own, and gives the hash of its output: names, modes and bytes. */
async function treeOf({ folder = 'site', reversed, ...how }: Surroundings): Promise<string> {
  const root = join(base, String(count++), folder)
  for (const [path, text] of reversed ? [...files].reverse() : files) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  if (how.uid !== undefined) give(root, how.uid)
  await run(root, how)
  return hashOf(join(root, 'dist'))
}

function canRead(uid: number, path: string): boolean {
  return spawnSync('test', ['-r', path], { uid }).status === 0
}

function give(root: string, uid: number): void {
  chownSync(root, uid, uid)
  for (const path of readdirSync(root, { recursive: true, encoding: 'utf8' }))
    chownSync(join(root, path), uid, uid)
}

function run(root: string, { env, umask = '022', uid, parameters = [] }: Surroundings): Promise<string> {
  const command = [
    process.execPath,
    bin,
    'build',
    root,
    '--quiet',
    '--as-of',
    '2026-06-01T00:00:00Z',
    ...parameters,
  ]
  const plain = { PATH: process.env.PATH, HOME: root, TZ: 'UTC', LANG: 'en_US.UTF-8', ...env }
  const options = { cwd: root, env: plain, ...(uid === undefined ? {} : { uid, gid: uid }) }
  return new Promise((resolve, reject) => {
    execFile(
      '/bin/sh',
      ['-c', `umask ${umask} && exec "$@"`, 'sh', ...command],
      options,
      (error, out, err) => (error ? reject(new Error(`${error.message}\n${out}${err}`)) : resolve(out)),
    )
  })
}

function hashOf(folder: string): string {
  const items = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((item) => item.isFile())
  const paths = items.map((item) => join(item.parentPath, item.name)).sort()
  const hash = createHash('sha256')
  for (const path of paths) {
    const bytes = readFileSync(path)
    const mode = (statSync(path).mode & 0o777).toString(8)
    hash.update(`${path.slice(folder.length)}\n${mode}\n${bytes.length}\n`).update(bytes)
  }
  return hash.digest('hex')
}

let expected: Promise<string> | undefined

test.each(Object.entries(surroundings))('%s: the same tree', async (_name, how) => {
  expected ??= treeOf({})
  expect(await treeOf(how)).toBe(await expected)
})

test('another text is another tree', async () => {
  expected ??= treeOf({})
  expect(await treeOf({ parameters: ['--base', '/sub/'] })).not.toBe(await expected)
})
