/** A site that follows its folder: events say where to look, and now and then everything is looked at. */
import { posix } from 'node:path'
import { codeOf, reasonOf } from '../host/error.js'
import { watchLimit, watchSilent } from '../messages/watch.js'
import { createBurst } from './burst.js'
import { nodeDisk, type WatchDisk } from './disk.js'
import { createFolders } from './folders.js'
import { type Loop, startLoop } from './loop.js'
import type { Watch, WatchNotice, WatchOptions } from './options.js'
import { probeEvents } from './probe.js'
import { createSchedule } from './schedule.js'
import { createScope } from './scope.js'

/** Surveys that find what no event told, one after the other, before events are given up. */
const mostUnheard = 2

/** Builds the site, and builds it again whenever something that a build looked at may have changed. */
export function watchSite(options: WatchOptions): Watch {
  return watchOn(nodeDisk, options)
}

/** As `watchSite`, on a disk of one's own. */
export function watchOn(disk: WatchDisk, options: WatchOptions): Watch {
  const root = posix.normalize(options.root.replaceAll('\\', '/')).replace(/(?<=.)\/$/, '')
  const scope = createScope(root, disk)
  const schedule = createSchedule()
  let loop: Loop | undefined
  let [isPolling, isClosed] = [false, false]
  let [hasHeard, unheard] = [false, 0]
  let stopProbe = () => {}

  const folders = createFolders({
    root,
    disk,
    scope,
    onEvent() {
      hasHeard = true
      unheard = 0
    },
    onHint(path) {
      schedule.stir()
      loop?.clear()
      burst.add(path)
    },
    onLost: (error) => poll(watchLimit(limitOf(error))),
  })
  const burst = createBurst(
    (path) => folders.knew(path) && ['absent', 'empty'].includes(disk.kind(path)),
    (paths) => {
      folders.note(paths)
      loop?.tell(paths)
    },
  )

  function poll(notice?: WatchNotice): void {
    if (isPolling) return
    isPolling = true
    folders.close()
    schedule.poll()
    loop?.wake()
    // Not before `watchSite` has returned.
    if (notice !== undefined) queueMicrotask(() => options.onNotice?.(notice))
  }

  /** What events did not tell: they got lost, and with them perhaps that a folder came; or they never come. */
  function find(paths: readonly string[]): void {
    if (!hasHeard) unheard++
    hasHeard = false
    if (!isPolling) folders.sync()
    if (unheard >= mostUnheard) poll(watchSilent())
    for (const path of paths) burst.add(path)
  }

  if (options.poll === true) poll()
  else folders.sync()
  const running = startLoop({
    ...options,
    schedule,
    isWanted: (path) => !scope.isOff(path),
    onLooked({ build, looked }) {
      if (scope.learn(build.out, looked) && !isPolling) folders.sync()
    },
    onFound: find,
  })
  loop = running
  const ready = running.first.then(() => {
    if (!isPolling && !isClosed)
      stopProbe = probeEvents(disk, posix.join(root, '.blog-build'), root, () => poll(watchSilent()))
  })

  return {
    ready,
    look() {
      schedule.look()
      running.wake()
    },
    async close() {
      isClosed = true
      stopProbe()
      folders.close()
      burst.close()
      await running.close()
    },
  }
}

function limitOf(error: unknown): string {
  const code = codeOf(error)
  return code === 'ENOSPC' ? 'the limit of watches is reached' : reasonOf(code)
}
