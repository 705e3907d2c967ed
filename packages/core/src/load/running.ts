/** Runs a bundle. */
import type { Host } from '../model.js'
import type { Bundle } from './bundle.js'

/** What a bundle exports. */
export interface Running {
  /** Evaluates an entry, once. */
  load(name: string): Promise<Record<string, unknown>>
}

/**
 * Runs a bundle. Entries are evaluated when they are loaded, each for itself.
 *
 * @throws whatever a package throws when it is imported.
 */
export async function run(
  { code, environment }: Pick<Bundle, 'code' | 'environment'>,
  host: Pick<Host, 'run'>,
  name: string,
): Promise<Running> {
  // Node runs a module once; another site of the same code in this process gets a text of its own.
  for (let copy = 0; ; copy++) {
    const module = await host.run(copy === 0 ? code : `${code}// ${copy}\n`, name)
    const receive = module.receive as (process: NodeJS.Process) => boolean
    if (!receive(environment.process)) continue
    const entries = module.entries as Map<string, () => Promise<Record<string, unknown>>>
    return { load: async (entry) => (await entries.get(entry)?.()) ?? {} }
  }
}
