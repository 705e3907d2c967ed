import { type ChildProcess, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import * as fs from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { acquireLock, releaseLockOf } from './lock.js'
import { createOwner, lifeOf, type Owner } from './lock-owner.js'

let base = ''
let folder = ''
beforeEach(() => {
  base = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'lock-')))
  folder = join(base, '.blog-build')
})
afterEach(() => fs.rmSync(base, { recursive: true, force: true }))

const forge = (owner: Partial<Owner> | string) => {
  fs.mkdirSync(folder, { recursive: true })
  fs.writeFileSync(join(folder, 'lock'), typeof owner === 'string' ? owner : JSON.stringify(owner))
}
const names = () => fs.readdirSync(folder).sort()
const self = createOwner()

/** The number of a process that has ended. */
async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ['-e', ''])
  await once(child, 'exit')
  return child.pid ?? 0
}

test('H4 is held by one, also in one process, and given on', async () => {
  const first = await acquireLock(folder)
  expect(first.messages).toEqual([])
  expect(names()).toEqual(['.gitignore', 'lock'])
  let isOver = false
  const second = acquireLock(folder).then((result) => {
    isOver = true
    return result
  })
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(isOver).toBe(false)
  first.lock?.release()
  const { lock } = await second
  first.lock?.release()
  expect(names()).toEqual(['.gitignore', 'lock'])
  lock?.release()
  lock?.release()
  expect(names()).toEqual(['.gitignore'])
})

test('H1 what a process left that was killed while it asked is removed, that of one that still asks is not', async () => {
  fs.mkdirSync(folder)
  const dead = { ...self, pid: await deadPid(), token: 'dead' }
  fs.writeFileSync(join(folder, 'lock.new-dead'), JSON.stringify(dead))
  fs.writeFileSync(join(folder, 'lock.new-alive'), JSON.stringify({ ...self, token: 'alive' }))
  fs.writeFileSync(join(folder, 'lock.new-unknown'), '')
  await acquireLock(folder)
  expect(names()).toEqual(['.gitignore', 'lock', 'lock.new-alive', 'lock.new-unknown'])
})

test('H4 who waits too long is told who holds it', async () => {
  const { lock } = await acquireLock(folder)
  let time = 0
  const pause = async (milliseconds: number) => {
    time += milliseconds
  }
  const { lock: none, messages } = await acquireLock(folder, { now: () => time, pause })
  expect(none).toBeUndefined()
  expect(time).toBe(30_000)
  expect(messages).toMatchObject([
    {
      rule: 'output-locked',
      severity: 'error',
      path: '.blog-build/lock',
      text: `The process ${process.pid} is building this project and did not end within 30 seconds.`,
    },
  ])
  expect(messages[0]?.remedy).toContain('remove ".blog-build/lock"')
  lock?.release()
})

describe('H5 a lock that was left', () => {
  const isTaken = async (wait = 0) => {
    const { lock, messages } = await acquireLock(folder, { wait })
    lock?.release()
    return lock !== undefined && messages.length === 0
  }

  test('by a process that is dead is taken over at once', async () => {
    forge({ ...self, pid: await deadPid(), token: 'dead' })
    expect(await isTaken()).toBe(true)
    expect(names()).toEqual(['.gitignore'])
  })

  test.skipIf(process.platform !== 'linux')('by one whose number this one has now, too', async () => {
    forge({ ...self, start: '1', token: 'dead' })
    expect(await isTaken()).toBe(true)
    forge({ ...self, start: undefined, token: 'unsure' })
    expect(await isTaken()).toBe(false)
  })

  test('before the machine was started again, too', async () => {
    forge({ ...self, boot: 'another', space: 'another', token: 'dead' })
    expect(await isTaken()).toBe(self.boot !== undefined)
  })

  test('on another machine, or in a container of its own, is waited for', async () => {
    const pid = await deadPid()
    forge({ ...self, pid, host: 'elsewhere', token: 'far' })
    expect(await isTaken(30)).toBe(false)
    const { messages } = await acquireLock(folder, { wait: 0 })
    expect(messages[0]?.text).toContain(`The process ${pid} on "elsewhere"`)
    forge({ ...self, pid, space: 'another', token: 'far' })
    expect(await isTaken()).toBe(self.space === undefined)
  })

  test('unreadable, may be in the making; when it is old, it is taken over', async () => {
    for (const text of ['', '{"pid":', '[]', 'null', '{"pid":1,"host":"x","token":"../x"}']) {
      forge(text)
      expect(await isTaken()).toBe(false)
      const time = Date.now() / 1000 - 60
      fs.utimesSync(join(folder, 'lock'), time, time)
      expect(await isTaken()).toBe(true)
    }
  })

  test('and that a dead taker was about to take over, by the next', async () => {
    const pid = await deadPid()
    forge({ ...self, pid, token: 'dead' })
    fs.writeFileSync(join(folder, 'lock.dead-dead'), JSON.stringify({ ...self, pid, token: 'taker' }))
    fs.writeFileSync(join(folder, 'lock.dead-taker'), JSON.stringify({ ...self, pid, token: 'other' }))
    fs.writeFileSync(join(folder, 'lock.dead-long-ago'), JSON.stringify({ ...self, pid, token: 'past' }))
    expect(await isTaken()).toBe(true)
    expect(names()).toEqual(['.gitignore'])
  })

  test('and that a living taker is about to take over, is waited for', async () => {
    forge({ ...self, pid: await deadPid(), token: 'dead' })
    fs.writeFileSync(join(folder, 'lock.dead-dead'), JSON.stringify({ ...self, token: 'taker' }))
    expect(await isTaken()).toBe(false)
    fs.rmSync(join(folder, 'lock.dead-dead'))
    expect(await isTaken()).toBe(true)
  })
})

test.skipIf(process.platform !== 'linux')('a process that ended and was not waited for is dead', async () => {
  // The inner process ends only once its parent is one that never waits for it: a shell might.
  const child = spawn('sh', ['-c', 'cat <&3 >/dev/null & echo $!; exec sleep 30'], {
    stdio: ['ignore', 'pipe', 'ignore', 'pipe'],
  })
  const until = async (isSo: () => boolean) => {
    while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5))
  }
  try {
    const [pid] = await once(child.stdout as Readable, 'data')
    const owner = { ...self, pid: Number(pid), start: undefined }
    await until(() => fs.readFileSync(`/proc/${child.pid}/comm`, 'utf8') === 'sleep\n')
    expect(lifeOf(owner, self)).toBe('alive')
    ;(child.stdio[3] as Writable).end()
    await until(() => lifeOf(owner, self) === 'dead')
    expect(fs.readFileSync(`/proc/${owner.pid}/stat`, 'utf8')).toContain(') Z ')
  } finally {
    child.kill('SIGKILL')
  }
})

test('says who this process is', () => {
  expect(self).toMatchObject({ pid: process.pid, host: hostname() })
  expect(lifeOf(self, createOwner())).toBe('alive')
  expect(createOwner().token).not.toBe(self.token)
})

test.skipIf(process.getuid?.() !== 0)(
  'D9 where nothing can be written, there is none, and a message',
  async () => {
    fs.mkdirSync(folder)
    fs.chmodSync(base, 0o755)
    process.seteuid?.(65534)
    try {
      const { lock, messages } = await acquireLock(folder)
      expect(lock?.readOnly).toBe(true)
      expect(messages).toMatchObject([{ rule: 'output-unlocked', severity: 'info' }])
      expect(messages[0]?.text).toContain('permission denied')
      lock?.release()
    } finally {
      process.seteuid?.(0)
    }
  },
)

test('D6 a disk that fails otherwise is an error', async () => {
  fs.writeFileSync(folder, '')
  expect(await acquireLock(folder)).toMatchObject({
    messages: [{ rule: 'output-write-failed', text: expect.stringContaining('".blog-build/lock"') }],
  })
})

describe('G6 H4 eight processes', () => {
  test.each([
    ['take turns', 40, 0],
    ['are killed with the lock in their hands, and others go on', 40, 0.2],
  ])('%s', async (_name, rounds, deaths) => {
    const program = join(base, 'holder.mjs')
    await build({
      stdin: { contents: HOLDER, resolveDir: fileURLToPath(new URL('.', import.meta.url)), loader: 'ts' },
      bundle: true,
      platform: 'node',
      format: 'esm',
      outfile: program,
      logLevel: 'error',
    })
    const left = { rounds: process.env.SOAK ? rounds * 5 : rounds }
    const problems: unknown[] = []
    await Promise.all(Array.from({ length: 8 }, () => hold(program, left, deaths, problems)))
    expect(problems).toEqual([])
    // The last to die may have left its lock, and its note that it is inside.
    expect(names().filter((name) => name !== 'lock' && (deaths === 0 || name !== 'inside'))).toEqual([
      '.gitignore',
      'log',
    ])
    const log = fs.readFileSync(join(folder, 'log'), 'utf8').trim().split('\n')
    expect(log.length).toBeGreaterThanOrEqual(rounds)
  })

  /** Lets processes take the lock so many times all in all; one that dies is followed by another. */
  async function hold(program: string, left: { rounds: number }, deaths: number, problems: unknown[]) {
    while (left.rounds > 0) {
      const child: ChildProcess = fork(program, [folder, String(deaths)])
      child.on('message', (message) => {
        left.rounds--
        if (message !== 'held') problems.push(message)
        child.send(left.rounds > 0 ? 'again' : 'end')
      })
      const [code, signal] = await once(child, 'exit')
      if (code !== 0 && signal !== 'SIGKILL') problems.push({ code, signal })
      if (signal === 'SIGKILL') left.rounds--
    }
  }
})

/** Nobody else may be between its two lines in the log. */
const HOLDER = `
import * as fs from 'node:fs'
import { once } from 'node:events'
import { acquireLock } from './lock.ts'
const [folder = '', deaths = '0'] = process.argv.slice(2)
for (;;) {
  const { lock, messages } = await acquireLock(folder)
  let problem: unknown = lock ? 'held' : messages
  if (lock) {
    const inside = folder + '/inside'
    if (fs.existsSync(inside)) {
      const other = Number(fs.readFileSync(inside, 'utf8'))
      let isAlive = true
      try { isAlive = /\\) [^ZX]/.test(fs.readFileSync('/proc/' + other + '/stat', 'utf8')) } catch { isAlive = false }
      if (isAlive) problem = process.pid + ' and ' + other + ' hold it'
    }
    fs.writeFileSync(inside, String(process.pid))
    fs.appendFileSync(folder + '/log', process.pid + '\\n')
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 4))
    if (Math.random() < Number(deaths)) process.kill(process.pid, 'SIGKILL')
    if (fs.readFileSync(inside, 'utf8') !== String(process.pid)) problem = 'someone came in'
    fs.rmSync(inside)
    lock.release()
  }
  const answer = once(process, 'message')
  process.send?.(problem)
  if ((await answer)[0] === 'end') break
}
process.disconnect()
`

test('the lock of a thread that was ended is given on, and no other', async () => {
  for (const other of [
    { thread: 4 },
    { thread: 3, pid: process.ppid },
    { thread: 3, host: 'elsewhere' },
    {},
  ]) {
    forge({ ...self, ...other })
    releaseLockOf(folder, 3)
    expect(names(), JSON.stringify(other)).toEqual(['lock'])
  }
  forge({ ...self, thread: 3 })
  releaseLockOf(folder, 3)
  expect(names()).toEqual([])
  releaseLockOf(folder, 3)
  forge('no owner')
  releaseLockOf(folder, 3)
  expect(names()).toEqual(['lock'])
})
