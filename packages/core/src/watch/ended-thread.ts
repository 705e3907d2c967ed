/** What is left to do after a thread that built a site was ended from outside. */
import { releaseLockOf } from '../host/lock.js'
import { resolvePath } from '../host/node.js'

/**
 * Lets go of what the thread held, so that the next build of this process need not wait for it. What it was
 * publishing is completed or undone by that build, as after a kill.
 *
 * @param root The project's folder, as the site was opened with it.
 * @param thread `threadId` of the worker that has ended.
 */
export function releaseThread(root: string, thread: number): void {
  releaseLockOf(`${resolvePath(root)}/.blog-build`, thread)
}
