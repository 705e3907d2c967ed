/** Runs a command and tells what it took, seen from outside the process. */

import { spawnSync } from 'node:child_process'
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * @typedef {object} Measure
 * @property {number} wall Seconds from before the start of the process to after its end.
 * @property {number} cpu Seconds in user and kernel mode, of all its threads and of the processes it waited for.
 * @property {number} memory Peak of resident memory in MB: of the process with all its threads, or of one it
 *   started if that one had more. Peaks of several processes are not added up.
 */

/**
 * GNU time calls `wait4` on its only child, so that nothing else is in the figures, and is so small that the
 * memory of whoever starts the command does not count as the command's.
 */
const time = '/usr/bin/time'

/** Why nothing can be measured here, if so. */
export function cannotMeasure() {
  const { stderr, error } = spawnSync(time, ['-f', '%e', 'true'], { encoding: 'utf8' })
  if (!error && /^\d/.test(stderr)) return undefined
  return `GNU time is not at ${time} (Debian: apt-get install time).`
}

/** Seconds of CPU are told in hundredths; what takes less than a few of them is better compared by `wall`. */
const format = '%U %S %M'

/**
 * Runs a command to its end.
 *
 * @param {string[]} commandLine
 * @param {{ cwd?: string, environment?: Record<string, string> }} [options]
 * @returns {{ measure: Measure, stdout: string }}
 */
export function measure(commandLine, { cwd = '/', environment = {} } = {}) {
  const scratch = mkdtempSync(join(fastFolder(), 'bench-measure-'))
  const figures = join(scratch, 'time')
  // Output goes to files: a pipe would make the command wait for this process.
  const out = openSync(join(scratch, 'stdout'), 'w+')
  const err = openSync(join(scratch, 'stderr'), 'w+')
  try {
    const started = process.hrtime.bigint()
    const { status } = spawnSync(time, ['-q', '-f', format, '-o', figures, ...commandLine], {
      cwd,
      env: { ...process.env, ...environment },
      stdio: ['ignore', out, err],
    })
    const wall = Number(process.hrtime.bigint() - started) / 1e9
    const stdout = readFileSync(join(scratch, 'stdout'), 'utf8')
    if (status !== 0)
      throw new Error(failure(commandLine, stdout, readFileSync(join(scratch, 'stderr'), 'utf8')))
    const [user = 0, system = 0, kilobytes = 0] = readFileSync(figures, 'utf8').trim().split(' ').map(Number)
    return { measure: { wall, cpu: user + system, memory: kilobytes / 1024 }, stdout }
  } finally {
    closeSync(out)
    closeSync(err)
    rmSync(scratch, { recursive: true })
  }
}

/**
 * What a command writes to stdout, without the line break at its end.
 *
 * @param {string[]} commandLine
 */
export function outputOf([command = '', ...parameters]) {
  const { stdout, error } = spawnSync(command, parameters, { encoding: 'utf8' })
  return error ? '' : stdout.trim()
}

/** A folder in memory if the system has one, so that no disk is measured. */
export function fastFolder() {
  return existsSync('/dev/shm') ? '/dev/shm' : tmpdir()
}

/**
 * @param {string[]} commandLine
 * @param {string} stdout
 * @param {string} stderr
 */
function failure(commandLine, stdout, stderr) {
  return `${commandLine.join(' ')} failed:\n${stderr.slice(-3000) || stdout.slice(-3000)}`
}
