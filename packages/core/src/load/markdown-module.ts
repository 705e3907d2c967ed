/** A Markdown plugin in a module of its own, as plain data: with it a thread loads the same plugin as the site did. */
import type { Pluggable, Preset } from 'unified'
import { type ModuleCode, openModule } from './module-code.js'

/** All that it takes to load a plugin once more; it survives `structuredClone`. */
export interface PortablePlugin {
  code: ModuleCode
  /** What people call it. */
  name: string
  /** The plugin of the site that gave it. */
  owner?: string | undefined
  /** Which export it is, where that was said. */
  export?: string | undefined
  options?: unknown
}

/**
 * Loads a plugin that was loaded before, elsewhere.
 *
 * @throws whatever its code throws here, or if it is none here.
 */
export async function openPortable({ code, name, export: own, options }: PortablePlugin): Promise<Pluggable> {
  const plugin = pickPlugin(await openModule(code, name), name, own)
  if (plugin === undefined) throw new Error(`${name} is no plugin in a thread`)
  return asModule(plugin, options)
}

/** The plugin with its options; no other element of a list is the same, though it be the same function. */
export function asModule(plugin: Pluggable, options: unknown): Pluggable {
  if (typeof plugin !== 'function') return { ...(plugin as Preset) }
  return (options === undefined ? [plugin] : [plugin, structuredClone(options)]) as Pluggable
}

/** The default export, else the one named like the package (`remark-math`: `remarkMath`); of CommonJS too. */
export function pickPlugin(
  module: Record<string, unknown>,
  name: string,
  own: string | undefined,
): Pluggable | undefined {
  const inner = (module.default ?? {}) as Record<string, unknown>
  if (own !== undefined) return [module[own], inner[own]].find(isPluggable)
  const base =
    name
      .replace(/\.\w+$/, '')
      .split('/')
      .at(-1) ?? ''
  const camel = base.replace(/-+(\w)/g, (_all, letter: string) => letter.toUpperCase())
  return [inner, module[camel], inner.default, inner[camel]].find(isPluggable)
}

/** A plugin, or a preset that holds several. */
function isPluggable(value: unknown): value is Pluggable {
  if (typeof value === 'function') return true
  return typeof value === 'object' && value !== null && 'plugins' in value && Array.isArray(value.plugins)
}
