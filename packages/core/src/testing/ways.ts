/** The ways to a site in memory: one that goes on from build to build, and those that it is compared with. */
import { siteIn } from '../build.js'
import type { OnActivity } from '../hooks/activity.js'
import type { Plugin } from '../hooks/hook.js'
import type { MemoryHost } from '../host/memory.js'
import type { Store } from '../model.js'
import type { Site, SiteOptions } from '../site-options.js'
import { createSiteWorld } from '../site-world.js'
import { openSide } from '../verify/open-side.js'
import type { Side } from '../verify/side.js'
import type { Asker } from './question.js'
import { standIn } from './stand-in.js'
import { hostOf, root, type WorldState } from './test-world.js'
import { refuseNamesake } from './tested-plugin.js'

/** In which order a clean build does its work, and its files were made. */
export type CleanOrder = 'forward' | 'backward'

/** What all ways have in common. */
export interface Moment {
  state: WorldState
  /** Stands for the functions of plugins and configuration. */
  inlineHash: string
  /** Asks what the test asks, of all ways alike. */
  asker?: Asker | undefined
}

/** What lasts from build to build. */
export interface Lasting {
  plugin: Plugin
  host: MemoryHost
  store: Store
}

/** The site itself. */
export function openLive(lasting: Lasting, moment: Moment, onActivity: OnActivity): Site {
  const options = { ...rememberingOptions(lasting, moment), onActivity }
  return siteIn({ ...createSiteWorld(options, moment.inlineHash), standIn })
}

/** A new process over what the site remembers. */
export function openRemembered(lasting: Lasting, moment: Moment): Side {
  const { inlineHash } = moment
  return openSide({ site: rememberingOptions(lasting, moment), from: 'store', inlineHash, standIn })
}

/** One that starts from nothing, with a plugin and files of its own. */
export function openClean(plugin: Plugin, moment: Moment, order: CleanOrder): Side {
  const { state, inlineHash } = moment
  const host = hostOf(state, (paths) => (order === 'forward' ? paths.sort() : paths.sort().reverse()))
  return openSide({ site: optionsOf(plugin, host, moment), from: 'nothing', order, inlineHash, standIn })
}

function rememberingOptions({ plugin, host, store }: Lasting, moment: Moment): SiteOptions {
  return { ...optionsOf(plugin, host, moment), store }
}

/** The plugin is known by name, version and options, so that an edited configuration makes run what reads it only. */
function optionsOf(plugin: Plugin, host: MemoryHost, { state, asker }: Moment): SiteOptions {
  const { config } = state
  const others = (config.plugins ?? []).filter((one) => typeof one === 'object')
  refuseNamesake(plugin, others)
  const preset = { plugins: asker ? [plugin, asker.plugin([plugin, ...others])] : [plugin] }
  return { root, host, config, preset, resolveFrom: [import.meta.url], workers: 0, write: false }
}
