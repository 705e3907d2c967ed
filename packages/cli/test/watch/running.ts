/** `blog-build watch` as a process, driven over its JSON lines. */
import { type ChildProcess, spawn } from 'node:child_process'
import { afterEach, expect, onTestFailed } from 'vitest'
import type { WatchEvent } from '../../src/terminal/json-lines.js'
import { bin } from '../command.js'

const running: Running[] = []
afterEach(async () => {
  for (const one of running.splice(0)) {
    one.child.kill('SIGKILL')
    await one.exit
  }
})

/** How a process ended: by itself, or by a signal. */
export type Exit = number | NodeJS.Signals

/** A watch that runs. */
export interface Running {
  child: ChildProcess
  exit: Promise<Exit>
  events: WatchEvent[]
  /** What it wrote to stderr. */
  err(): string
  /** Waits for the next event of that kind which was not waited for yet. */
  next<E extends WatchEvent['event']>(event: E): Promise<Extract<WatchEvent, { event: E }>>
}

/** Starts it; it is killed after the test, and what it said is told if that fails. */
export function watchIn(folder: string, ...parameters: string[]): Running {
  const env: NodeJS.ProcessEnv = { ...process.env, NO_COLOR: '1' }
  for (const name of ['FORCE_COLOR', 'NODE_OPTIONS', 'NODE_ENV']) delete env[name]
  const all = [bin, 'watch', folder, '--json', ...parameters]
  const child = spawn(process.execPath, all, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const events: WatchEvent[] = []
  let [rest, err, taken] = ['', '', 0]
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    events.push(...lines.map((line) => JSON.parse(line) as WatchEvent))
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text
  })
  const exit = new Promise<Exit>((resolve) =>
    child.on('close', (code, signal) => resolve(signal ?? code ?? -1)),
  )
  const one: Running = {
    child,
    exit,
    events,
    err: () => err,
    async next(event) {
      const found = () => events.findIndex((one, at) => at >= taken && one.event === event)
      await expect
        .poll(found, { timeout: 30_000, message: `${event}, of ${JSON.stringify(events)}\n${err}` })
        .not.toBe(-1)
      taken = found() + 1
      return events[taken - 1] as never
    },
  }
  running.push(one)
  onTestFailed(() => console.error(`watch said ${JSON.stringify(events)}\n${err}`))
  return one
}
