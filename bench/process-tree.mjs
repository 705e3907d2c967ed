/** What a running process and all that it has started take, as the kernel counts it. */

import { readdirSync, readFileSync } from 'node:fs'

/** The kernel tells CPU time in hundredths of a second, on every architecture that Node runs on. */
const millisecondsPerTick = 10

/**
 * Milliseconds in user and kernel mode since the start: of all threads, of processes that run, and of those that
 * have ended and were waited for.
 *
 * @param {number} pid
 */
export function cpuOf(pid) {
  let ticks = 0
  for (const each of treeOf(pid)) {
    // The name of the command, in brackets, may hold anything.
    const fields = readProcess(each, 'stat').split(') ').at(-1)?.split(' ') ?? []
    for (const field of fields.slice(11, 15)) ticks += Number(field)
  }
  return ticks * millisecondsPerTick
}

/**
 * Resident memory in MB of all its processes together; what several of them share is counted once.
 *
 * @param {number} pid
 */
export function memoryOf(pid) {
  const kilobytes = treeOf(pid).map((each) => /^Pss: +(\d+)/m.exec(readProcess(each, 'smaps_rollup'))?.[1])
  return kilobytes.reduce((sum, size) => sum + Number(size ?? 0), 0) / 1024
}

/**
 * @param {number} pid
 * @returns {number[]}
 */
function treeOf(pid) {
  const children = tasksOf(pid).flatMap((task) => readProcess(pid, `task/${task}/children`).split(' '))
  return [pid, ...children.filter((text) => text.trim() !== '').flatMap((text) => treeOf(Number(text)))]
}

/** @param {number} pid */
function tasksOf(pid) {
  try {
    return readdirSync(`/proc/${pid}/task`)
  } catch {
    return []
  }
}

/**
 * Nothing of a process, or of a thread, that has ended meanwhile.
 *
 * @param {number} pid
 * @param {string} name
 */
function readProcess(pid, name) {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8')
  } catch {
    return ''
  }
}
