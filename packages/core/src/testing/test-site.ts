/** A site in memory that is edited, built again, and compared with one that is built from nothing. */
import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { UserConfig } from '../hooks/config.js'
import type { Plugin } from '../hooks/hook.js'
import type { Message } from '../model.js'
import type { Build, Site } from '../site-options.js'
import { createMemoryStore } from '../store/memory.js'
import type { Side } from '../verify/side.js'
import { type Verification, verifySides } from '../verify/verify.js'
import { type PlannedPage, pagesIn } from './pages.js'
import { createAsker, type Question } from './question.js'
import { createRan } from './ran.js'
import { bringTo, edited, emptyWorld, hostOf, type TestWorld, type WorldState } from './test-world.js'
import { testedPlugin } from './tested-plugin.js'
import { type CleanOrder, type Lasting, type Moment, openClean, openLive, openRemembered } from './ways.js'

/** What a build of it left. */
export interface SiteBuild {
  build: Build
  /** What was said before the `end` hooks, which are no part of the result. */
  said: readonly Message[]
  /** Hooks and tasks of the plugin that ran: see `createRan`. */
  ran: string[]
  /** Of outputs, by path; none if nothing was published. */
  bytes: ReadonlyMap<string, Uint8Array>
  /** Paths of outputs that are not what they were when something was published before, sorted. */
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
  /** Throws what the question of the test threw in that build. */
  rethrow(found: SiteBuild): void
  /** The site from nothing, its files made and its work done in this order, by a plugin of its own. */
  clean(order: CleanOrder): Side
  /** Compares what is remembered with clean builds of both orders, and finds who is to blame. */
  verify(): Promise<Verification>
}

/**
 * Opens a site; nothing is built yet.
 *
 * @param makePlugin Called for the site and for each clean build; if it gives the same one again, what that keeps
 *   from build to build is not seen.
 * @param question What the test asks of every build, clean ones too.
 * @throws Error if what is made is no plugin.
 */
export function createTestSite(makePlugin: () => Plugin, world: TestWorld, question?: Question): TestSite {
  const makeChecked = () => testedPlugin(makePlugin())
  const { plugin, onActivity, take } = createRan(makeChecked())
  const asker = question && createAsker(question)
  let moment: Moment = { state: edited(emptyWorld, world), inlineHash: randomUUID(), asker }
  const lasting: Lasting = { plugin, host: hostOf(moment.state), store: createMemoryStore() }
  let site: Site | undefined
  let published: SiteBuild['bytes'] = new Map()
  const clean = (order: CleanOrder) => openClean(makeChecked(), moment, order)
  return {
    name: plugin.name,
    state: () => moment.state,
    edit(edit) {
      const after = momentAfter(moment, edit)
      bringTo(lasting.host, moment.state, after.state)
      moment = after
      // The configuration of a site stays: another one is another site.
      if (edit.config !== undefined) site = undefined
    },
    restart() {
      site = undefined
    },
    async build() {
      site ??= openLive(lasting, moment, onActivity)
      let before: readonly Message[] | undefined
      const build = await site.build({
        onPublished: ({ messages }) => {
          before = messages
        },
      })
      const pages = build.status === 'config' ? [] : pagesIn(lasting.store)
      const found = { build, said: before ?? build.messages, ran: take(), pages }
      if (build.status !== 'published') return { ...found, bytes: new Map(), changed: [] }
      const bytes = await bytesOf(site)
      const changed = changedBetween(published, bytes)
      published = bytes
      return { ...found, bytes, changed }
    },
    rethrow: ({ build }) => asker?.rethrow(build.messages),
    clean,
    verify() {
      const incremental = openRemembered(lasting, moment)
      return verifySides({ incremental, clean: clean('forward'), backward: clean('backward') })
    },
  }
}

/** What holds functions can't be compared: as in a file, whatever changes in it is new code. */
function momentAfter({ state, inlineHash, asker }: Moment, edit: TestWorld): Moment {
  const after = edited(state, edit)
  const isSame = edit.config === undefined || (isPlain(state.config) && isPlain(after.config))
  return { state: after, inlineHash: isSame ? inlineHash : randomUUID(), asker }
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
