/** A watch over a folder of a test, with a session that only remembers texts. */
import { expect } from 'vitest'
import { nodeDisk, type WatchDisk } from '../../src/watch/disk.js'
import type { Watch, WatchNotice, WatchOptions } from '../../src/watch/options.js'
import { watchOn } from '../../src/watch/watch.js'
import { createFakeSession, type Delays, difference, type FakeSession } from './fake-session.js'
import { createTestFolder, type TestFolder, until } from './folder.js'

/** All that a test of the watch needs. */
export interface Watching {
  folder: TestFolder
  session: FakeSession
  watch: Watch
  notices: WatchNotice[]
  failures: unknown[]
  /** Waits until what is published is what the disk holds, and nothing is under way. */
  settle(limit?: number): Promise<void>
  /** Builds that changed anything, since the last call. */
  rebuilds(): string[][]
  end(): Promise<void>
}

/** What a test may want otherwise. */
export interface WatchingOptions extends Partial<WatchOptions> {
  files?: Record<string, string>
  disk?: Partial<WatchDisk>
  delays?: Delays
  onPublish?(folder: TestFolder): void
  /** Done while the first build is under way, 20 ms after its begin. */
  meanwhile?(folder: TestFolder): void
  out?: string
}

const open = new Set<Watching>()

/** Ends what tests left open; for `afterEach`. */
export async function endAll(): Promise<void> {
  for (const one of [...open]) await one.end()
}

/** Starts watching; the first build is done. */
export async function startWatching(options: WatchingOptions = {}): Promise<Watching> {
  const {
    files = { 'content/posts/post.md': 'old' },
    disk,
    delays,
    onPublish,
    out,
    meanwhile,
    ...rest
  } = options
  const folder = createTestFolder(files)
  const session = createFakeSession(folder, {
    delays,
    out,
    onPublish: onPublish && (() => onPublish(folder)),
  })
  const [notices, failures]: [WatchNotice[], unknown[]] = [[], []]
  const watch = watchOn(
    { ...nodeDisk, ...disk },
    {
      root: folder.root,
      session,
      onBuild() {},
      onFailure: (error) => failures.push(error),
      onNotice: (notice) => notices.push(notice),
      ...rest,
    },
  )
  if (meanwhile) setTimeout(() => meanwhile(folder), 20)
  await watch.ready
  let seen = session.builds.length
  const watching: Watching = {
    folder,
    session,
    watch,
    notices,
    failures,
    async settle(limit) {
      const isSettled = () => !session.isBusy && difference(session.published, folder.texts()).length === 0
      await until('what is published equals the disk', isSettled, limit)
      expect(session.hasOverlapped).toBe(false)
    },
    rebuilds() {
      const since = session.builds.slice(seen)
      seen = session.builds.length
      return since.filter(({ differing }) => differing.length > 0).map(({ differing }) => differing)
    },
    async end() {
      open.delete(watching)
      await watch.close()
      folder.remove()
    },
  }
  open.add(watching)
  return watching
}
