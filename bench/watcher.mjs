/** A generator that watches its sources, seen from outside. */

import { spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { cpuOf } from './process-tree.mjs'

/** @import { Place } from './scenarios.mjs' */
/** @import { Watching } from './sites/tool.mjs' */

/**
 * @typedef {object} Watcher
 * @property {number} pid
 * @property {() => string} output All it has written to stdout and stderr.
 * @property {() => void} check Throws if it has ended by itself.
 * @property {() => Promise<void>} stop
 */

/** A first build of many posts by the slowest generator takes minutes. */
const longestStart = 20 * 60_000
const longestEnd = 10_000
/** CPU time in milliseconds that a process may take and still count as quiet: timers tick. */
const tick = 20
/** However busy it stays, the next edit comes after this. */
const longestUnrest = 5 * 60_000

/**
 * Resolves when the first build is done.
 *
 * @param {Place} place
 * @param {Watching} watching
 * @returns {Promise<Watcher>}
 */
export async function startWatcher({ folder }, watching) {
  const log = `${folder}.log`
  // A file: a pipe would make it wait for this process.
  const out = openSync(log, 'w')
  const [command = '', ...parameters] = watching.command(folder)
  const child = spawn(command, parameters, { cwd: folder, stdio: ['ignore', out, out] })
  closeSync(out)
  const ended = new Promise((resolve) => child.once('close', resolve).once('error', resolve))
  const output = () => readFileSync(log, 'utf8')
  const check = () => {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null)
      throw new Error(`${watching.name} has ended:\n${output().slice(-3000)}`)
  }
  const stop = async () => {
    child.kill('SIGTERM')
    const timer = setTimeout(() => child.kill('SIGKILL'), longestEnd)
    await ended
    clearTimeout(timer)
  }
  const watcher = { pid: child.pid ?? 0, output, check, stop }
  await isReady(watcher, watching)
  return watcher
}

/**
 * Resolves when the process has taken next to no CPU time for as long as `milliseconds`.
 *
 * @param {Watcher} watcher
 * @param {number} milliseconds
 */
export async function becomesQuiet(watcher, milliseconds) {
  const begun = performance.now()
  let [cpu, since] = [cpuOf(watcher.pid), begun]
  while (performance.now() - since < milliseconds && performance.now() - begun < longestUnrest) {
    await sleep(Math.min(50, milliseconds))
    watcher.check()
    const now = cpuOf(watcher.pid)
    if (now - cpu > tick) [cpu, since] = [now, performance.now()]
  }
}

/**
 * @param {Watcher} watcher
 * @param {Watching} watching
 */
async function isReady(watcher, { name, ready }) {
  const until = performance.now() + longestStart
  try {
    while (!ready.test(watcher.output())) {
      watcher.check()
      if (performance.now() > until)
        throw new Error(`${name} is not ready:\n${watcher.output().slice(-3000)}`)
      await sleep(10)
    }
  } catch (error) {
    await watcher.stop()
    throw error
  }
}
