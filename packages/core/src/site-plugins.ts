/** The plugins of a site, with what their results are known by. */
import { encode, hashOf } from './engine/codec.js'
import type { ConfiguredPlugin, Plugin } from './hooks/hook.js'
import type { PluginFunctions } from './load/plugin-functions.js'
import { toCompute } from './pipeline/compute.js'
import type { LoadedCode } from './pipeline/inputs.js'
import type { SitePool } from './pipeline/site-pool.js'

type KnownPlugin = LoadedCode['plugins'][number]

/**
 * A preset's plugin is known by name, version and options; a user's by the bundle it came from too.
 * Options of a preset that are no plain data can't be known again by another process.
 */
export function identify(
  plugins: readonly ConfiguredPlugin[],
  preset: readonly Plugin[],
  configHash: string,
  inlineHash: string,
): KnownPlugin[] {
  return plugins.map((plugin) => {
    const isPreset = preset.includes(Object.getPrototypeOf(plugin))
    const { name, version = '', settings = null } = plugin
    const known = encodeOptions(settings) ?? (isPreset ? inlineHash : 'code')
    return {
      plugin,
      isPreset,
      hash: hashOf(`${isPreset ? 'preset' : configHash} ${name} ${version} ${known}`),
    }
  })
}

function encodeOptions(options: unknown): string | undefined {
  try {
    return encode(options)
  } catch {
    return undefined
  }
}

/** A plugin with the functions of its module, by which its results are known too. */
export function withFunctions(
  { plugin, hash, isPreset }: KnownPlugin,
  guarded: ConfiguredPlugin,
  { modules }: PluginFunctions,
  pool: SitePool | undefined,
): KnownPlugin {
  const found = modules.get(plugin.name)
  if (!found) return { plugin: guarded, hash, isPreset }
  const call = { value: toCompute(plugin.name, found.module, pool) }
  return {
    plugin: Object.create(guarded, { call }),
    hash: hashOf(`${hash} ${encode(found.identity)}`),
    isPreset,
  }
}
