/** Builders over a world in memory: one that remembers, as a user's command does, and one that never does. */
import { createSite } from '../../src/build.js'
import { hashOf } from '../../src/hash.js'
import type { MemoryHost } from '../../src/host/memory.js'
import type { Host, Store } from '../../src/model.js'
import type { Build, Site, SiteOptions } from '../../src/site-options.js'
import { createMemoryStore } from '../../src/store/memory.js'
import { createMemoryFiles } from '../../src/store/memory-files.js'
import { openStore } from '../../src/store/open.js'
import { type Seen, toSeen } from './seen.js'
import type { Step } from './sequence.js'
import { filesOf, type MemoryWorld } from './world.js'

/** A mistake that is put between the builder and its store or host. */
export interface Planted {
  store?(store: Store): Store
  host?(host: MemoryHost): Host
}

/** A process that builds again and again, and may restart. */
export interface Builder {
  restart(): void
  /** @param isTold As a watch builds: it looks first, and is told what changed. */
  build(isTold?: boolean): Promise<Seen>
  /** Numbers of all builds together. */
  tasksRun(): number
}

const resolveFrom = [import.meta.url]

/** Builds a world where it lies. `options` are made for each process. What a restart leaves is the folder, and the bytes of the store. */
export function createBuilder(
  world: MemoryWorld,
  planted: Planted = {},
  options: () => Partial<SiteOptions> = () => ({}),
): Builder {
  const { host, root } = world
  const kept = createMemoryFiles()
  let given = world.options
  let site: Site | undefined
  let tasksRun = 0
  let env = host.env('STAGE')
  const open = () => {
    given = world.options
    const store = openStore(kept, { version: 'oracle' })
    return createSite({
      root,
      host: planted.host?.(host) ?? host,
      store: planted.store?.(store) ?? store,
      resolveFrom,
      ...given,
      ...options(),
    })
  }
  return {
    restart() {
      site = undefined
    },
    async build(isTold = false) {
      if (given !== world.options) site = undefined
      const isSameEnv = env === host.env('STAGE')
      env = host.env('STAGE')
      site ??= open()
      // A process does not change its own environment: nobody looks.
      const build = await (isTold && isSameEnv ? buildTold(site) : site.build())
      tasksRun += build.stats.tasksRun
      return toSeen(build, filesOf(host, root, 'dist'))
    },
    tasksRun: () => tasksRun,
  }
}

/** Builds with just what a look at everything found to have changed. */
export async function buildTold(site: Site): Promise<Build> {
  return site.build({ changed: await site.survey() })
}

/**
 * Tells which steps may be built by telling what changed. Nobody tells of outputs that others touch, so after that
 * everything is looked at until a build has published.
 */
export function createTeller() {
  let isTouched = false
  return {
    canTell({ edits }: Step, isDamaged = false): boolean {
      isTouched ||= isDamaged || edits.some(({ kind }) => kind.startsWith('output'))
      return !isTouched
    },
    onPublished(): void {
      isTouched = false
    },
  }
}

/** A builder that begins with nothing each time. */
export interface CleanBuilder {
  build(world: MemoryWorld): Promise<Seen>
  tasksRun(): number
}

/**
 * Builds copies of worlds, in another folder and with an empty store. Code is loaded anew unless no edit can have
 * touched it. What was built before from the same state is not built again.
 */
export function createCleanBuilder(options: () => Partial<SiteOptions> = () => ({})): CleanBuilder {
  const root = '/elsewhere/site'
  const known = new Map<string, { seen: Seen; run: number }>()
  const store = createMemoryStore()
  let host: MemoryHost
  let site: Site | undefined
  let code = ''
  let tasksRun = 0
  const build = async (world: MemoryWorld) => {
    host = world.host.clone()
    for (const made of ['dist', '.blog-build']) host.delete(`${world.root}/${made}`)
    host.makeFolder('/elsewhere')
    host.rename(world.root, root)
    store.clear()
    const codeNow = codeIn(world)
    if (code !== codeNow) site = undefined
    code = codeNow
    site ??= createSite({
      root,
      host: current(() => host),
      store,
      resolveFrom,
      ...world.options,
      ...options(),
    })
    const result = await site.build()
    return { seen: toSeen(result, filesOf(host, root, 'dist')), run: result.stats.tasksRun }
  }
  return {
    async build(world) {
      const state = hashOf(world.state())
      const found = known.get(state) ?? (await build(world))
      known.set(state, found)
      tasksRun += found.run
      return found.seen
    },
    tasksRun: () => tasksRun,
  }
}

/** All files that may be code, and the environment, which code may read while it is loaded. */
function codeIn(world: MemoryWorld): string {
  const files = [...world.files()].filter(([path]) => !/^(content|data|public)\//.test(path))
  return JSON.stringify([files, world.host.env('STAGE'), world.options])
}

/** A host that is always the one at hand. */
function current(host: () => MemoryHost): Host {
  return new Proxy({} as Host, {
    get: (_, name) => host()[name as keyof MemoryHost],
    has: (_, name) => name in host(),
  })
}
