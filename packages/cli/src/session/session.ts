/**
 * A site under watch, in a thread of its own: the terminal and the server never wait for it, and code that changed,
 * loops or takes its thread down costs no more than a fresh one.
 */
import { releaseThread, type SessionBuild, type WatchSession } from '@blog-build/core'
import { brokenBuild } from './broken-build.js'
import { openSiteThread, type SiteThread, type SiteThreadOptions } from './site-thread.js'
import { ThreadFailed } from './thread-failure.js'

/** A build, and the thread that made it. */
export interface ThreadBuild extends SessionBuild {
  thread: number
}

/** A session whose builds say where they were made. */
export interface ThreadSession extends WatchSession {
  build(changed?: readonly string[]): Promise<ThreadBuild>
}

/** Opens a session. Nothing is read before the first build. */
export function openThreadSession(options: SiteThreadOptions): ThreadSession {
  let thread: SiteThread | undefined
  /** Started and warm, for the moment when the code has changed. */
  let spare: SiteThread | undefined
  let isClosed = false
  /** The code had errors in the last build. */
  let isRefused = false
  /** Gives up the survey under way. */
  let cutShort: (() => void) | undefined
  const retiring = new Set<Promise<void>>()

  const retire = (old: SiteThread) => {
    const closing = old.close()
    const gone = closing.gone.then(() => {
      retiring.delete(gone)
      releaseThread(options.site.root, old.id)
    })
    retiring.add(gone)
    return closing
  }
  const fresh = () => {
    const taken = spare?.hasEnded ? undefined : spare
    spare = undefined
    return taken ?? openSiteThread(options)
  }
  const makeSpare = () => {
    if (isClosed || (spare && !spare.hasEnded)) return
    spare = openSiteThread(options)
    // One that can't be warmed is as good as a cold one; if it has ended, none is taken for it.
    spare.ask('warm', undefined).catch(() => {})
  }

  /** One build in the thread that there is, or in a fresh one. */
  async function attempt(changed: readonly string[] | undefined): Promise<ThreadBuild> {
    // Whoever drives the session may not know yet that it has ended.
    if (isClosed)
      return { build: { ...brokenBuild(options.site, []), status: 'superseded' }, looked: [], thread: 0 }
    const isFresh = thread === undefined || thread.hasEnded
    // One that ended while it wrote what it had put off may have held the lock.
    if (thread?.hasEnded) releaseThread(options.site.root, thread.id)
    thread = isFresh ? fresh() : thread
    const { id } = thread as SiteThread
    try {
      const built = await (thread as SiteThread).ask('build', isFresh ? undefined : changed)
      return { ...built, thread: id }
    } catch (error) {
      if (!(error instanceof ThreadFailed)) throw error
      thread = undefined
      releaseThread(options.site.root, id)
      return { build: brokenBuild(options.site, [error.said]), looked: [], thread: id }
    }
  }

  return {
    async build(changed) {
      cutShort?.()
      // What was loaded in part can't be told from what was loaded whole; until now it could still be asked.
      if (isRefused && thread) {
        retire(thread)
        thread = undefined
      }
      let made = await attempt(changed)
      if (made.build.status === 'stale') {
        const old = thread
        thread = undefined
        if (old) await retire(old).done
        made = await attempt(undefined)
      }
      isRefused = made.build.status === 'config'
      makeSpare()
      return made
    },
    async survey() {
      if (!thread || thread.hasEnded) return []
      const cut = new Promise<string[]>((resolve) => {
        cutShort = () => resolve([])
      })
      // A thread that ends at it is found to have ended by the next build.
      const found = thread.ask('survey', undefined).catch(() => [])
      return await Promise.race([found, cut])
    },
    supersede() {
      cutShort?.()
      thread?.supersede()
    },
    async close() {
      isClosed = true
      cutShort?.()
      const threads = [thread, spare].filter((one) => one !== undefined)
      for (const one of threads) retire(one)
      await Promise.all(retiring)
    },
  }
}
