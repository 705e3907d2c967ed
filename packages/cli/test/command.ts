/** Runs the built command in a folder of its own, as a user would. */
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach } from 'vitest'

/** The bin; `npm test` builds it first. */
export const bin: string = fileURLToPath(new URL('../dist/cli.js', import.meta.url))

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** A new folder with these files, removed after the test. */
export function siteOf(files: Record<string, string | Uint8Array>): string {
  const folder = mkdtempSync(join(tmpdir(), 'blog-build-cli-'))
  folders.push(folder)
  for (const [path, body] of Object.entries(files)) put(folder, path, body)
  return folder
}

/** Writes a file and the folders above it. */
export function put(folder: string, path: string, body: string | Uint8Array): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), body)
}

/** How a run ended. */
export interface Outcome {
  code: number | null
  out: string
  err: string
}

/** Runs `blog-build` with these parameters in a folder; `node` are options of Node itself. */
export function command(folder: string, parameters: string[], node: string[] = []): Promise<Outcome> {
  if (!existsSync(bin)) throw new Error('The command is not built: run `npm run build` first.')
  return run(process.execPath, [...node, bin, ...parameters], folder)
}

/** Runs a line of the shell in which `$BLOG_BUILD` is the command. */
export function shell(folder: string, line: string): Promise<Outcome> {
  return run('/bin/bash', ['-c', line], folder, { BLOG_BUILD: `${process.execPath} ${bin}` })
}

/** How far it is, which is told every five seconds: that shows how slow a machine is, and nothing else. */
const progress = /^(?:Loading|Building|Writing) (?:\d+ )?(?:of \d+ )?…\n/gm

function run(
  program: string,
  parameters: string[],
  cwd: string,
  more: NodeJS.ProcessEnv = {},
): Promise<Outcome> {
  const env: NodeJS.ProcessEnv = { ...process.env, NO_COLOR: '1', ...more }
  // What vitest sets for its own workers is not for the command.
  for (const name of ['FORCE_COLOR', 'NODE_OPTIONS', 'NODE_ENV']) delete env[name]
  return new Promise((resolve, reject) => {
    const child = spawn(program, parameters, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], timeout: 50_000 })
    let [out, err] = ['', '']
    child.stdout.setEncoding('utf8').on('data', (text) => (out += text))
    child.stderr.setEncoding('utf8').on('data', (text) => (err += text))
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, out, err: err.replace(progress, '') }))
  })
}

/** The files below a folder, by path with `/`, sorted. */
export function filesIn(folder: string): Map<string, Buffer> {
  if (!existsSync(folder)) return new Map()
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((item) => item.isFile())
    .map((item) => join(item.parentPath, item.name))
    .sort()
  const short = (path: string) => path.slice(folder.length + 1).replaceAll('\\', '/')
  return new Map(paths.map((path) => [short(path), readFileSync(path)]))
}
