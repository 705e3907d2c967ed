import * as fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createThreadPool, type ThreadPool } from './thread-pool.js'

/** Doubles numbers; other jobs are ways to fail. */
const THREAD = `
import { serve } from './thread.ts'
serve(({ factor }) => async (job) => {
  if (job === 'throw') throw new TypeError('this one')
  if (job === 'exit') process.exit(1)
  if (job === 'loop') for (;;) {}
  if (job === 'wait') await new Promise(() => {})
  if (job === 'function') return () => 1
  if (job === 'fill') for (const all = []; ; ) all.push(new Array(1000).fill(all.length))
  return job * factor
})
`

let folder = ''
let file = new URL('file:///')
beforeAll(async () => {
  folder = fs.mkdtempSync(join(tmpdir(), 'threads-'))
  const outfile = join(folder, 'thread.mjs')
  const resolveDir = fileURLToPath(new URL('.', import.meta.url))
  await build({
    stdin: { contents: THREAD, resolveDir, loader: 'ts' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile,
    logLevel: 'error',
  })
  file = pathToFileURL(outfile)
})
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))

const pool = (threads: number) =>
  createThreadPool({ file, threads, memory: 64, patience: 1, data: { factor: 2 } })
const numbers = Array.from({ length: 200 }, (_, at) => at)
const doubled = (of: ThreadPool) => Promise.all(numbers.map((at) => of.run(at, `job ${at}`)))

test.each([1, 2, 8])('each answer goes to who asked, with %i threads', async (threads) => {
  const threadPool = pool(threads)
  expect(await doubled(threadPool)).toEqual(numbers.map((at) => at * 2))
  await threadPool.close()
})

test('what a job throws is its own matter', async () => {
  const threadPool = pool(1)
  const [before, thrown, after] = await Promise.allSettled([
    threadPool.run(1, 'one'),
    threadPool.run('throw', 'two'),
    threadPool.run(3, 'three'),
  ])
  expect(before).toEqual({ status: 'fulfilled', value: 2 })
  expect(thrown).toMatchObject({ status: 'rejected', reason: { name: 'TypeError', message: 'this one' } })
  expect(after).toEqual({ status: 'fulfilled', value: 6 })
  await threadPool.close()
})

test.each(['exit', 'fill', 'loop', 'wait'])(
  'a thread that dies or stays (%s) names the job it held, and loses no other',
  async (job) => {
    const threadPool = pool(1)
    const jobs = numbers.map((at) => threadPool.run(at === 13 ? job : at, `content/${at}.md`))
    const answers = await Promise.allSettled(jobs)
    const lost = answers.flatMap((answer, at) => (answer.status === 'rejected' ? [{ at, answer }] : []))
    expect(lost).toMatchObject([
      { at: 13, answer: { reason: { message: 'A thread ended while it was at content/13.md.' } } },
    ])
    await threadPool.close()
  },
)

test('a job, or an answer, that can not be sent is rejected alone', async () => {
  const threadPool = pool(1)
  const jobs = [1, () => 1, 'function', 3].map((job, at) => threadPool.run(job, `job ${at}`))
  const answers = await Promise.allSettled(jobs)
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled'])
  expect(await threadPool.run(2, 'next')).toBe(4)
  await threadPool.close()
})

test('jobs that are asked for together are spread over the threads', async () => {
  const threadPool = pool(2)
  await doubled(threadPool)
  const [waiting, done] = [threadPool.run('loop', 'long'), threadPool.run(2, 'short')]
  waiting.catch(() => {})
  expect(await done).toBe(4)
  await threadPool.close()
})

test('a pool that is closed answers nobody, and can be closed again', async () => {
  const threadPool = pool(2)
  const job = threadPool.run(1, 'content/a.md')
  await Promise.all([expect(job).rejects.toThrow('Nobody waited for content/a.md.'), threadPool.close()])
  await threadPool.close()
})
