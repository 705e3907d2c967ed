/** The configuration of a site: the user's, after the preset's defaults, what plugins bring, and their `config` hooks. */
import { folderName } from './folder-name.js'
import type { Config, UserConfig } from './hooks/config.js'
import { sequential } from './hooks/driver.js'
import type { ConfiguredPlugin } from './hooks/hook.js'
import type { UserCode } from './load/code.js'
import { resolveConfig } from './load/config.js'
import { placeOfItem } from './load/config-place.js'
import { frozen } from './load/frozen.js'
import { configurePlugins, type PluginsToConfigure } from './load/plugins.js'
import type { Where } from './messages.js'
import type { Result } from './model.js'
import type { SiteOptions } from './site-options.js'

/** What stands around the code of plugins. */
export interface PluginGuards {
  /** A plugin with whatever stands around the calls of its hooks. */
  around(plugin: ConfiguredPlugin): ConfiguredPlugin
  /** Around what runs before it has any. */
  aroundPart: NonNullable<PluginsToConfigure['around']>
}

/** The configuration and its plugins, checked, and what is wrong with them. */
export async function configure(
  options: SiteOptions,
  user: UserCode,
  { around, aroundPart }: PluginGuards,
): Promise<Result<{ config: Config; plugins: ConfiguredPlugin[] } | undefined>> {
  const own = options.config ?? (await (user.config ?? {}))
  const { base, out, drafts } = options
  const resolve = (config: unknown) =>
    resolveConfig(config, {
      ...(user.configPath === undefined ? {} : { configPath: user.configPath }),
      ...(user.configText === undefined ? {} : { configText: user.configText }),
      folderName: folderName(options.root),
      root: options.root,
      flags: {
        ...(base === undefined ? {} : { base }),
        ...(out === undefined ? {} : { out }),
        ...(drafts === undefined ? {} : { drafts }),
      },
    })
  // First as the user wrote it, so that a mistake is told with its place before any hook sees it.
  const checked = resolve(own)
  if (!checked.value) return { value: undefined, messages: checked.messages }
  const { value: plugins, messages: said } = await configurePlugins({
    preset: options.preset?.plugins ?? [],
    own: (own as UserConfig).plugins ?? [],
    whereIs: ([index, ...path]) => whereOfPlugin(user, index as number, path),
    around: aroundPart,
  })
  if (!plugins) return { value: undefined, messages: said }
  const hooked = await runConfigHooks(plugins, withDefaults(own as UserConfig, options, plugins), around)
  const final = resolve(hooked.value)
  const messages = [...said, ...hooked.messages, ...final.messages]
  return { value: final.value && { config: { ...final.value, plugins }, plugins }, messages }
}

/** Where a plugin stands in the list of the configuration file, or a field of what it is called with. */
function whereOfPlugin({ configPath, configText }: UserCode, index: number, path: PropertyKey[]): Where {
  if (configPath === undefined) return {}
  const place = configText === undefined ? undefined : placeOfItem(configText, 'plugins', index, path)
  return { path: configPath, place }
}

/** Each hook takes what the one before gave, frozen: what it gives back is what counts. */
function runConfigHooks(
  plugins: readonly ConfiguredPlugin[],
  start: UserConfig,
  around: PluginGuards['around'],
): Promise<Result<UserConfig>> {
  return sequential(plugins.map(around), { hook: 'config' }, start, (plugin, config) =>
    plugin.config ? plugin.config({ options: plugin.settings }, frozen(config, isOthers)) : config,
  )
}

/** What stands there belongs to plugins: to freeze it would change how they work. */
const isOthers = (key: string) => key === 'plugins' || key === 'remark' || key === 'rehype'

/** Fields of the user come first, then the preset's, then those that plugins bring; of objects, each inner field by itself. */
function withDefaults(
  config: UserConfig,
  { preset }: SiteOptions,
  plugins: readonly ConfiguredPlugin[],
): UserConfig {
  const defaults = preset?.config ?? {}
  const brought = Object.assign({}, ...plugins.map(({ collections }) => collections))
  const collections = { ...brought, ...defaults.collections, ...config.collections }
  for (const [name, own] of Object.entries(brought)) {
    collections[name] = { ...(own as object), ...collections[name] }
  }
  return {
    ...defaults,
    ...config,
    collections,
    markdown: { ...defaults.markdown, ...config.markdown },
  }
}
