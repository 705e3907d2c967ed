/** A process of its own that watches a folder, and ends when it has closed the watch. */
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import type { TestFolder } from './folder.js'

const run = promisify(execFile)

const script = `
  import { appendFileSync } from 'node:fs'
  import { watchSite } from './watch.ts'
  const [root] = process.argv.slice(2)
  const said = []
  let builds = 0
  const session = {
    build: async () => ({ build: { status: 'published', out: root + '/dist', n: builds++ }, looked: [] }),
    survey: async () => [],
    supersede() {},
  }
  const watch = watchSite({
    root, session,
    onBuild() {}, onFailure: (error) => said.push(String(error)), onNotice: ({ rule }) => said.push(rule),
  })
  await watch.ready
  if (said.length === 0) {
    appendFileSync(root + '/content/a/b.md', 'more')
    while (builds < 2) await new Promise((resolve) => setTimeout(resolve, 5))
  }
  await watch.close()
  console.log(JSON.stringify(said))`

/**
 * Sees one change, where it is not told of a limit.
 *
 * @param before What comes before the command: words of a shell.
 * @returns Rules of notices, and failures. It throws if the process does not end.
 */
export async function runWatching(folder: TestFolder, before: string[] = []): Promise<string[]> {
  const outfile = folder.at('watch.mjs')
  const resolveDir = fileURLToPath(new URL('../../src/watch', import.meta.url))
  await build({
    stdin: { contents: script, resolveDir },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
  })
  const [command = '', ...args] = [...before, process.execPath, outfile, folder.root]
  const { stdout } = await run(command, args, { timeout: 20_000 })
  return JSON.parse(stdout)
}
