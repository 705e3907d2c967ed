/** A module as plain data: with it a thread loads the same code as the site did. */
import { importUrl, runText } from '../host/run-text.js'
import { type EnvRead, recordEnvironment } from './environment.js'
import { run } from './running.js'

/** Code of a module: where Node finds it, or the text of its bundle, with the variables that it names. */
export type ModuleCode = { url: string } | { text: string; entry: string; env: readonly EnvRead[] }

/**
 * Loads a module that was loaded before, elsewhere.
 *
 * @param name What people call it.
 * @throws whatever its code throws here.
 */
export async function openModule(code: ModuleCode, name: string): Promise<Record<string, unknown>> {
  if ('url' in code) return importUrl(code.url)
  const known = new Map(code.env.map((read) => [read.name, read.value]))
  const env = (asked: string) => (known.has(asked) ? known.get(asked) : process.env[asked])
  const running = await run(
    { code: code.text, environment: recordEnvironment({ env }) },
    { run: runText },
    name,
  )
  return running.load(code.entry)
}
