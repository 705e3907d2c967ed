/**
 * One build in a thread of its own: code of the project that loops, never settles or takes its thread down ends the
 * build with a message that names it, and not the command.
 */
import type { Build } from '@blog-build/core'
import { openSiteThread, type SiteThreadOptions, ThreadFailed } from './site-thread.js'

/** What it is made of. */
export interface SingleBuildOptions extends SiteThreadOptions {
  /** Whether somebody will look at the outputs: to copy thousands takes time. */
  withOutputs: boolean
  /** How long code of the project may run on after the build, in milliseconds. */
  grace: number
}

/** What it came to. */
export interface SingleBuild {
  build: Build
  /** What still ran at the end, and was ended. */
  alive?: string[]
  /** Where a rule is documented. */
  urlOf(rule: string): string
}

/** A thread that turns is never as late as that, in milliseconds. */
const late = 500

/**
 * Builds, and waits for what code of the project leaves running.
 *
 * @throws {ThreadFailed} if the thread failed and nobody knows whose code it was.
 */
export async function buildOnce(options: SingleBuildOptions): Promise<SingleBuild> {
  const { withOutputs, grace, site } = options
  let built: Build | undefined
  let timer: NodeJS.Timeout | undefined
  const thread = openSiteThread({
    ...options,
    onBuilt(build, isOver) {
      built = build
      // What a timer began may loop, so that the thread does not get to say that its time is up.
      if (isOver) timer = setTimeout(() => thread.close(), grace + late)
      options.onBuilt?.(build, isOver)
    },
  })
  try {
    const { urls, ...made } = await thread.ask('once', { withOutputs, grace })
    return { ...made, urlOf: (rule) => urls[rule] ?? '' }
  } catch (error) {
    if (!(error instanceof ThreadFailed)) throw error
    const { failure } = error
    const { messageUrl: urlOf, refusedBuild, releaseThread } = await import('@blog-build/core')
    releaseThread(site.root, thread.id)
    if (failure.kind === 'closed' && built) return { build: built, alive: [], urlOf }
    if (!failure.work) throw error
    const { said, work } = failure
    // What was published stays.
    if (built) return { build: { ...built, messages: [...built.messages, said] }, urlOf }
    const status = work.code === 'configuration' ? 'config' : 'content'
    return { build: refusedBuild(site, status, [said], 0), urlOf }
  } finally {
    clearTimeout(timer)
  }
}
