/** Plugins one by one, and what people call them. */
import type { Pluggable, Preset } from 'unified'

/** Plugins in their order, those of presets in the place of the preset; settings of presets come before them. */
export function flatten(plugins: readonly Pluggable[]): Pluggable[] {
  return plugins.flatMap((plugin): Pluggable[] => {
    if (!isPreset(plugin)) return [plugin]
    const { plugins: own = [], settings } = plugin
    return [...(settings ? [{ settings }] : []), ...flatten([...own])]
  })
}

/** Name of a plugin, from its function: `remarkMath` is `remark-math`. */
export function pluginName(plugin: Pluggable): string | undefined {
  const attacher = Array.isArray(plugin) ? plugin[0] : plugin
  if (typeof attacher !== 'function' || attacher.name === '') return undefined
  const { name } = attacher
  return /^(remark|rehype)[A-Z]/.test(name)
    ? name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
    : name
}

function isPreset(plugin: Pluggable): plugin is Preset {
  return typeof plugin === 'object' && !Array.isArray(plugin) && 'plugins' in plugin
}
