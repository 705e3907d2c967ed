// However many threads work on the Markdown, the site is the same, byte by byte, and so is what is said.
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { command } from './command.js'

/** More than are converted before threads start. */
const POSTS = 450

const folder = mkdtempSync(join(tmpdir(), 'blog-build-workers-'))
const hostile = new URL('../../core/test/fixtures/hostile-markdown/src/content/posts', import.meta.url)

beforeAll(() => {
  const posts = join(folder, 'content/posts')
  mkdirSync(posts, { recursive: true })
  for (let at = 0; at < POSTS; at++) {
    const body = `# Post ${at}\n\nSee [the next](./post-${(at + 1) % POSTS}.md#post-${(at + 1) % POSTS}).\n\n\`\`\`js\nlet a = ${at}\n\`\`\`\n`
    writeFileSync(join(posts, `post-${at}.md`), at % 50 === 0 ? `${body}\n[gone](./gone.md)\n` : body)
  }
  cpSync(hostile, join(folder, 'content/zzz'), { recursive: true })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function filesIn(of: string): [string, string][] {
  const all = readdirSync(of, { recursive: true, withFileTypes: true }).filter((item) => item.isFile())
  return all
    .map((item) => join(item.parentPath, item.name))
    .sort()
    .map((path) => [path.slice(of.length), readFileSync(path, 'base64')])
}

/** Builds from nothing; without errors in the content there are files, with them only messages. */
async function built(workers: number) {
  for (const name of ['.blog-build', 'dist']) rmSync(join(folder, name), { recursive: true, force: true })
  const { out } = await command(folder, ['--workers', String(workers), '--json'])
  const { status, messages, outputs } = JSON.parse(out)
  return { status, messages, outputs, files: status === 'published' ? filesIn(join(folder, 'dist')) : [] }
}

test('the same messages and outputs with 0 to 8 threads', async () => {
  const alone = await built(0)
  expect(alone.status).toBe('content')
  expect(alone.messages.length).toBeGreaterThan(8)
  expect(await built(2)).toEqual(alone)

  rmSync(join(folder, 'content/zzz'), { recursive: true })
  for (let at = 0; at < POSTS; at += 50)
    writeFileSync(join(folder, `content/posts/post-${at}.md`), `# Post ${at}\n`)
  const published = await built(0)
  expect(published.status).toBe('published')
  expect(published.files.length).toBeGreaterThan(POSTS)
  for (const workers of [1, 3, 8]) expect(await built(workers)).toEqual(published)
}, 300_000)
