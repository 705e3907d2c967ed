/** The modules of pure functions that plugins name as `compute`. */
import { posix } from 'node:path'
import type { ConfiguredPlugin } from '../hooks/hook.js'
import { pluginFailed } from '../messages/plugin.js'
import { functionsMissing } from '../messages/plugin-setup.js'
import type { Message, Result } from '../model.js'
import type { Input } from './inputs.js'
import { type EnvReads, type LoadedModule, loadModule, type ModulePlaces } from './module.js'

/** Functions by the name of their plugin, and every file that was looked at. */
export interface PluginFunctions {
  modules: ReadonlyMap<string, LoadedModule>
  inputs: readonly Input[]
  /** What their code reads of its environment. */
  env: readonly EnvReads[]
}

/** Loads them, so that a mistake in one is told before anything is built. */
export async function loadFunctions(
  plugins: readonly ConfiguredPlugin[],
  places: ModulePlaces,
): Promise<Result<PluginFunctions>> {
  const modules = new Map<string, LoadedModule>()
  const [inputs, env, messages]: [Input[], EnvReads[], Message[]] = [[], [], []]
  for (const { name, compute } of plugins) {
    if (compute === undefined) continue
    const made = await loadModule(
      {
        module: placed(compute),
        name: isUrl(compute) ? `${name}-compute` : String(placed(compute)),
        missing: (shown) =>
          functionsMissing(name, shown.startsWith('file:') ? shown : posix.normalize(shown)),
        threw: (reason) => pluginFailed(name, { hook: 'compute', at: shownFile(compute) }, reason),
      },
      places,
    )
    inputs.push(...made.inputs)
    env.push(made.env)
    messages.push(...made.messages)
    if (made.value) modules.set(name, made.value)
  }
  return { value: { modules, inputs, env }, messages }
}

/** A path counts from the root of the project, and is no package. */
function placed(given: string | URL): string | URL {
  if (isUrl(given)) return given
  const path = posix.normalize(String(given))
  return /^\.\.?(\/|$)/.test(path) ? path : `./${path}`
}

function isUrl(given: string | URL): boolean {
  return String(given).startsWith('file:')
}

/** As its author finds it; of a URL the file alone, as folders of a machine are nobody's business. */
export function shownFile(given: string | URL): string {
  const text = String(given)
  return isUrl(given) ? (text.split('/').at(-1) ?? text) : posix.normalize(text)
}
