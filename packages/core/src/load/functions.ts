/** The modules of pure functions that plugins name as `compute`. */
import { posix } from 'node:path'
import type { ConfiguredPlugin } from '../hooks/hook.js'
import { pluginFailed } from '../messages/plugin.js'
import { functionsMissing } from '../messages/plugin-setup.js'
import type { Message, Result } from '../model.js'
import type { Input } from './inputs.js'
import { type LoadedModule, loadModule, type ModulePlaces } from './module.js'

/** Functions by the name of their plugin, and every file that was looked at. */
export interface PluginFunctions {
  modules: ReadonlyMap<string, LoadedModule>
  inputs: readonly Input[]
}

/** Loads them, so that a mistake in one is told before anything is built. */
export async function loadFunctions(
  plugins: readonly ConfiguredPlugin[],
  places: ModulePlaces,
): Promise<Result<PluginFunctions>> {
  const modules = new Map<string, LoadedModule>()
  const [inputs, messages]: [Input[], Message[]] = [[], []]
  for (const { name, compute } of plugins) {
    if (compute === undefined) continue
    const made = await loadModule(
      {
        module: placed(compute),
        name: `${name}-compute`,
        missing: () => functionsMissing(name, String(compute).split('/').at(-1) ?? ''),
        threw: (reason) => pluginFailed(name, { hook: 'compute' }, reason),
      },
      places,
    )
    inputs.push(...made.inputs)
    messages.push(...made.messages)
    if (made.value) modules.set(name, made.value)
  }
  return { value: { modules, inputs }, messages }
}

/** A path counts from the root of the project, and is no package. */
function placed(given: string | URL): string | URL {
  if (given instanceof URL || given.startsWith('file:')) return given
  const path = posix.normalize(given)
  return path.startsWith('.') ? path : `./${path}`
}
