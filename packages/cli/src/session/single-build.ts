/**
 * One build in a thread of its own: code of the project that loops, never settles or takes its thread down ends the
 * build with a message that names it, and not the command.
 */
import type { Activity, Build, SiteOptions } from '@blog-build/core'
import type { Alive } from './protocol.js'
import { openSiteThread, type SiteThreadOptions } from './site-thread.js'
import { statusOf, ThreadFailed, type ThreadFailure } from './thread-failure.js'

/** What it is made of. */
export interface SingleBuildOptions extends SiteThreadOptions {
  /** Whether somebody will look at the outputs: to copy thousands takes time. */
  withOutputs: boolean
  /** How long code of the project may run on after the build, in milliseconds; a loop has the whole timeout. */
  grace: number
}

/** What it came to. */
export interface SingleBuild {
  build: Build
  /** What still ran at the end, and was ended. */
  alive?: Alive
  /** The system does not let go of the thread, so that this process can't end in order. */
  isHeld?: boolean
  /** Where a rule is documented; nothing of a rule that is documented elsewhere. */
  urlOf(rule: string): string | undefined
}

/**
 * Builds, and waits for what code of the project leaves running.
 *
 * @throws {ThreadFailed} if the thread failed and nobody knows whose code it was.
 */
export async function buildOnce(options: SingleBuildOptions): Promise<SingleBuild> {
  const { withOutputs, grace, site } = options
  let built: Build | undefined
  const thread = openSiteThread({
    ...options,
    onBuilt(build, isOver) {
      built = build
      options.onBuilt?.(build, isOver)
    },
  })
  try {
    const { urls, ...made } = await thread.ask('once', { withOutputs, grace })
    // What runs on would keep this process as well.
    if (made.alive) await thread.close().gone
    return { ...made, urlOf: (rule) => urls[rule] }
  } catch (error) {
    if (!(error instanceof ThreadFailed)) throw error
    const { releaseThread } = await import('@blog-build/core')
    releaseThread(site.root, thread.id)
    if (!error.failure.work) throw error
    return await brokenBuild(site, error.failure, built)
  }
}

/** What was published before the thread failed stays. */
async function brokenBuild(
  site: SiteOptions,
  { said, work, isHeld = false }: ThreadFailure,
  built: Build | undefined,
): Promise<SingleBuild> {
  const { messageUrl: urlOf, refusedBuild } = await import('@blog-build/core')
  const build = built
    ? { ...built, messages: [...built.messages, said] }
    : refusedBuild(site, statusOf(work as Activity), [said], 0)
  return { build, isHeld, urlOf }
}
