/** Programs that are run, waited for, and may be killed. */
import { type ChildProcess, spawn } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'

/** How a program ended. */
export interface Ended {
  code: number | null
  signal: NodeJS.Signals | null
  out: string
  err: string
}

/** A program that runs. */
export interface Running {
  child: ChildProcess
  ended: Promise<Ended>
}

/** Starts a program, with the environment of a user and not of vitest. */
export function start(program: string, parameters: readonly string[], cwd: string): Running {
  const env: NodeJS.ProcessEnv = { ...process.env, NO_COLOR: '1' }
  for (const name of ['FORCE_COLOR', 'NODE_OPTIONS', 'NODE_ENV']) delete env[name]
  const child = spawn(program, parameters, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], timeout: 120_000 })
  const ended = new Promise<Ended>((resolve, reject) => {
    let [out, err] = ['', '']
    child.stdout.setEncoding('utf8').on('data', (text) => (out += text))
    child.stderr.setEncoding('utf8').on('data', (text) => (err += text))
    child.on('error', reject)
    child.on('close', (code, signal) => resolve({ code, signal, out, err }))
  })
  return { child, ended }
}

/** Waits until no process works in a folder any more, and gives the commands of those that do so all the same. */
export async function leftIn(folder: string): Promise<string[]> {
  for (let attempt = 0; ; attempt++) {
    const left = commandsIn(folder)
    if (left.length === 0 || attempt === 50) return left
    await wait(100)
  }
}

function commandsIn(folder: string): string[] {
  return readdirSync('/proc').flatMap((id) => {
    try {
      const isThere = /^\d+$/.test(id) && `${readlinkSync(`/proc/${id}/cwd`)}/`.startsWith(`${folder}/`)
      return isThere ? [readFileSync(`/proc/${id}/cmdline`, 'utf8').replaceAll('\0', ' ')] : []
    } catch {
      // It has ended meanwhile.
      return []
    }
  })
}

/** Runs a program to its end. */
export function run(program: string, parameters: readonly string[], cwd: string): Promise<Ended> {
  return start(program, parameters, cwd).ended
}
