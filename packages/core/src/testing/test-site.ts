/** A site in memory that is edited, built again, and compared with one that is built from nothing. */
import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { siteIn } from '../build.js'
import type { UserConfig } from '../hooks/config.js'
import type { Plugin } from '../hooks/hook.js'
import type { MemoryHost } from '../host/memory.js'
import type { Build, Site, SiteOptions } from '../site-options.js'
import { createSiteWorld } from '../site-world.js'
import { createMemoryStore } from '../store/memory.js'
import { openSide } from '../verify/open-side.js'
import type { Side } from '../verify/side.js'
import { type Verification, verifySides } from '../verify/verify.js'
import { type PlannedPage, pagesIn } from './pages.js'
import { createRan } from './ran.js'
import { standIn } from './stand-in.js'
import { bringTo, edited, emptyWorld, hostOf, root, type TestWorld, type WorldState } from './test-world.js'

/** What a build of it left. */
export interface SiteBuild {
  build: Build
  /** Hooks and tasks of the plugin that ran: see `createRan`. */
  ran: string[]
  /** By path. */
  bytes: ReadonlyMap<string, Uint8Array>
  /** Paths of outputs that are not what they were after the build before, sorted. */
  changed: string[]
  pages: PlannedPage[]
}

/** A site with the plugin that is tested. */
export interface TestSite {
  /** Name of the plugin. */
  name: string
  state(): WorldState
  edit(edit: TestWorld): void
  /** As a new process: only what is remembered lasts. */
  restart(): void
  build(): Promise<SiteBuild>
  /** The site from nothing, its files made and its work done in this order, by a plugin of its own. */
  clean(order: 'forward' | 'backward'): Side
  /** Compares what is remembered with clean builds of both orders, and finds who is to blame. */
  verify(): Promise<Verification>
}

/**
 * Opens a site; nothing is built yet.
 *
 * @param makePlugin Called for the site and for each clean build; if it gives the same one again, what that keeps
 *   from build to build is not seen.
 */
export function createTestSite(makePlugin: () => Plugin, world: TestWorld): TestSite {
  const { plugin, onActivity, take } = createRan(makePlugin())
  const store = createMemoryStore()
  let state = edited(emptyWorld, world)
  const host = hostOf(state)
  let inlineHash: string = randomUUID()
  let site: Site | undefined
  let last: SiteBuild['bytes'] = new Map()
  const optionsOf = (own: Plugin, at: MemoryHost): SiteOptions => ({
    root,
    host: at,
    config: state.config,
    preset: { plugins: [own] },
    resolveFrom: [import.meta.url],
    workers: 0,
    write: false,
  })
  const open = () => {
    const options = { ...optionsOf(plugin, host), store, onActivity }
    return siteIn({ ...createSiteWorld(options, inlineHash), standIn })
  }
  const clean: TestSite['clean'] = (order) => {
    const paths = (all: string[]) => (order === 'forward' ? all.sort() : all.sort().reverse())
    return openSide({
      site: optionsOf(makePlugin(), hostOf(state, paths)),
      from: 'nothing',
      order,
      inlineHash,
      standIn,
    })
  }
  const incremental = (): Side =>
    openSide({ site: { ...optionsOf(plugin, host), store }, from: 'store', inlineHash, standIn })
  return {
    name: plugin.name,
    state: () => state,
    edit(edit) {
      const before = state
      state = edited(before, edit)
      bringTo(host, before, state)
      if (edit.config === undefined) return
      site = undefined
      // What holds functions can't be compared: as in a file, whatever changes in it is new code.
      if (!isPlain(before.config) || !isPlain(state.config)) inlineHash = randomUUID()
    },
    restart() {
      site = undefined
    },
    async build() {
      site ??= open()
      const build = await site.build()
      const ran = take()
      const pages = build.status === 'config' ? [] : pagesIn(store)
      const bytes = await bytesOf(site)
      const changed = changedBetween(last, bytes)
      last = bytes
      return { build, ran, bytes, changed, pages }
    },
    clean,
    verify: () =>
      verifySides({
        incremental: incremental(),
        clean: clean('forward'),
        backward: clean('backward'),
      }),
  }
}

async function bytesOf(site: Site): Promise<Map<string, Uint8Array>> {
  const found = new Map<string, Uint8Array>()
  for (const { path } of site.outputs()) {
    const bytes = await site.read(path)
    if (bytes) found.set(path, bytes)
  }
  return found
}

function changedBetween(before: SiteBuild['bytes'], after: SiteBuild['bytes']): string[] {
  const paths = [...new Set([...before.keys(), ...after.keys()])].sort()
  return paths.filter((path) => !isDeepStrictEqual(before.get(path), after.get(path)))
}

function isPlain(config: UserConfig): boolean {
  try {
    structuredClone(config)
    return true
  } catch {
    return false
  }
}
