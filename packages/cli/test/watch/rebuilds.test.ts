// A day at one watch: many rebuilds leave the output right, and the process as large as it was.
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { get } from 'node:http'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { command, filesIn, put, siteOf } from '../command.js'
import { type Running, watchIn } from './running.js'

const rounds = process.env.SOAK === '1' ? 1000 : 150

/** The content as it should be: what is written here is written to the disk too. */
interface Writing {
  folder: string
  files: Record<string, string>
}

const post = (title: string, text: string) => `---\ntitle: ${title}\ndate: 2024-01-31\n---\n\n${text}\n`
const layout = (round: number) =>
  `import Original from '@theme/post'\n\nexport default function Post(props) {\n` +
  `  return <><p class="round">Round ${round}</p><Original {...props} /></>\n}\n`

function write({ folder, files }: Writing, path: string, text: string): void {
  files[path] = text
  put(folder, path, text)
}

/** One edit, of another kind each time; it always changes the output. */
function edit(writing: Writing, round: number): void {
  const path = `posts/${round % 20}.md`
  if (round % 25 === 0) write(writing, 'layouts/post.tsx', layout(round))
  else if (round % 5 === 1) write(writing, `posts/new-${round - 1}.md`, post(`New ${round}`, 'New.'))
  else if (round % 5 === 3) {
    const [gone = path] = Object.keys(writing.files).filter((one) => one.startsWith('posts/new-'))
    delete writing.files[gone]
    rmSync(join(writing.folder, gone))
  } else write(writing, path, post(round % 2 ? `Title ${round}` : 'Same', `Text of round ${round}.`))
}

/** What the process holds. */
interface Held {
  rss: number
  handles: number
  threads: number
}

function heldBy(pid: number): Held {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return {
    rss: Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]) / 1024,
    handles: readdirSync(`/proc/${pid}/fd`).length,
    threads: readdirSync(`/proc/${pid}/task`).length,
  }
}

/** A page that listens, as a browser would. */
function listen(site: string): Promise<{ heard(): string; isOpen(): boolean; close(): void }> {
  const query = new URLSearchParams({ page: '/about/', identity: 'none', seen: '0' })
  return readScript(site).then(
    (prefix) =>
      new Promise((resolve, reject) => {
        let heard = ''
        const request = get(new URL(`${prefix}events?${query}`, site), (response) => {
          response.setEncoding('utf8').on('data', (text: string) => {
            heard += text
          })
          const isOpen = () => !response.closed && !response.complete
          resolve({ heard: () => heard, isOpen, close: () => request.destroy() })
        })
        request.on('error', reject)
      }),
  )
}

/** Where the server's own files are, as its pages say. */
async function readScript(site: string): Promise<string> {
  const page = await (await fetch(new URL('about/', site), { headers: { Connection: 'close' } })).text()
  const [, prefix] = /<script src="([^"]*\/)client\.js"/.exec(page) ?? []
  if (prefix === undefined) throw new Error('The page has no script of the server.')
  return prefix
}

/** Waits until a build that saw the edit is over. */
async function rebuilt(watch: Running): Promise<void> {
  const build = await watch.next('build')
  expect(build.messages.filter(({ severity }) => severity === 'error')).toEqual([])
  expect(build.status).toBe('published')
}

/** The middle of several looks: files and threads come and go for a moment, most of all while a thread is replaced. */
const middle = (values: number[]) =>
  Math.round(values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN)
const summed = (some: readonly Held[]): Held => ({
  rss: middle(some.map(({ rss }) => rss)),
  handles: middle(some.map(({ handles }) => handles)),
  threads: middle(some.map(({ threads }) => threads)),
})
const fifth = <T>(all: readonly T[], number: number) =>
  all.slice(((number - 1) * all.length) / 5, (number * all.length) / 5)

test.skipIf(process.platform !== 'linux')(
  `${rounds} rebuilds: the output of a clean build, and nothing piles up`,
  { timeout: rounds * 2000 },
  async () => {
    const files: Record<string, string> = {
      'blog.config.ts': "export default { title: 'Site' }\n",
      'pages/about.md': '---\ntitle: About\n---\n\nWho we are.\n',
      'layouts/post.tsx': layout(0),
    }
    for (let at = 0; at < 20; at++) files[`posts/${at}.md`] = post(`Post ${at}`, 'At first.')
    const writing = { folder: siteOf(files), files }
    const watch = watchIn(writing.folder, '--port', '0')
    const { urls } = await watch.next('serve')
    await rebuilt(watch)
    const listener = await listen(String(urls[0]))

    const held: Held[] = []
    for (let round = 1; round <= rounds; round++) {
      edit(writing, round)
      await rebuilt(watch)
      held.push(heldBy(watch.child.pid as number))
    }

    const [second, last] = [summed(fifth(held, 2)), summed(fifth(held, 5))]
    console.log(`${rounds} rebuilds, second and last fifth (MB):`, second, last)
    expect(listener.heard()).toContain('data:')
    expect(listener.isOpen()).toBe(true)
    listener.close()
    // A few are a matter of the moment; one more with each rebuild, or each thread of the long run, is more than that.
    expect(last.handles).toBeLessThanOrEqual(second.handles + 8)
    expect(last.threads).toBeLessThanOrEqual(second.threads)
    expect(last.rss).toBeLessThan(second.rss * 1.15)

    const clean = siteOf(writing.files)
    expect((await command(clean, [])).code).toBe(0)
    const right = filesIn(join(clean, 'dist'))
    const wrong = () => {
      const left = filesIn(join(writing.folder, 'dist'))
      return [...new Set([...left.keys(), ...right.keys()])].filter(
        (path) => !right.get(path)?.equals(left.get(path) ?? Buffer.of()),
      )
    }
    // One edit may take two builds, of which the last is waited for here.
    await expect.poll(wrong, { timeout: 30_000 }).toEqual([])
  },
)
