/** A session in this thread, of a real site. */
import type { Build, Site } from '../../src/site-options.js'
import type { SessionBuild, WatchSession } from '../../src/watch/session.js'

/** A session of a site, and what it was asked for. */
export interface SiteSession extends WatchSession {
  /** Builds that were not superseded. */
  builds: { changed: readonly string[] | undefined; build: Build }[]
  /** Surveys that found nothing and were not cut short. */
  quiet: number
  /** What surveys found. */
  found: string[]
  isBusy: boolean
  hasOverlapped: boolean
}

/** @param open Opens the site: when the session begins, and when its code has changed. */
export function createSiteSession(open: () => Site): SiteSession {
  let site = open()
  let isCut = false

  async function alone<T>(ask: () => Promise<T>): Promise<T> {
    session.hasOverlapped ||= session.isBusy
    session.isBusy = true
    isCut = false
    try {
      return await ask()
    } finally {
      session.isBusy = false
    }
  }

  async function build(changed?: readonly string[]): Promise<SessionBuild> {
    const made = await site.build({
      ...(changed && { changed }),
      keepGood: true,
      keepCode: true,
      isSuperseded: () => isCut,
    })
    const looked = site.looked()
    if (made.status !== 'stale') return { build: made, looked }
    site = open()
    return build()
  }

  const session: SiteSession = {
    builds: [],
    quiet: 0,
    found: [],
    isBusy: false,
    hasOverlapped: false,
    build: (changed) =>
      alone(async () => {
        const answer = await build(changed)
        if (answer.build.status !== 'superseded') session.builds.push({ changed, build: answer.build })
        return answer
      }),
    survey: () =>
      alone(async () => {
        const paths = await site.survey()
        session.found.push(...paths)
        if (paths.length === 0 && !isCut) session.quiet++
        return isCut ? [] : paths
      }),
    supersede() {
      isCut = true
    },
    async close() {},
  }
  return session
}
