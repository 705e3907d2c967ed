/** The site that is served now, also while its files are being replaced. */
import { type OpenFile, openFile } from './disk.js'
import { type Route, resolve } from './resolve.js'
import { nextSnapshot, type ServedFile, type ShownSite, type Snapshot } from './snapshot.js'

/** What was found at an address. */
export type Found =
  | FoundFile
  | Exclude<Route, { kind: 'file' }>
  /** The file is being replaced, and that takes too long. */
  | { kind: 'late' }

/** A file that was found. Whoever gets it closes it. */
export interface FoundFile {
  kind: 'file'
  file: ServedFile
  status: 200 | 404
  opened: OpenFile
  /** It is, by size and time, what the snapshot lists. */
  isListed: boolean
  snapshot: Snapshot
}

/** The site, from one change to the next. */
export interface CurrentSite {
  snapshot(): Snapshot | undefined
  /** Files are about to be replaced: what is not as listed is waited for until `show`. */
  begin(): void
  show(site: ShownSite): void
  /** Nobody need wait for a first site any more: there is something else to be seen. */
  giveUp(): void
  /** What is at an address, all of one snapshot, and of the latest when this returns. */
  find(raw: string): Promise<Found>
}

/** @param patience How long files that are being replaced are waited for, in milliseconds. */
export function createCurrentSite(token: string | undefined, patience: number): CurrentSite {
  let snapshot: Snapshot | undefined
  let [isPublishing, isHopeless] = [false, false]
  const { wait, wake } = createBell()

  return {
    snapshot: () => snapshot,
    begin() {
      isPublishing = true
    },
    show(site) {
      snapshot = nextSnapshot(snapshot, site)
      isPublishing = false
      wake()
    },
    giveUp() {
      isHopeless = true
      wake()
    },
    async find(raw) {
      const end = Date.now() + patience
      for (;;) {
        const at = snapshot
        const route = resolve(raw, { token, snapshot: at })
        if (route.kind === 'none' && !isHopeless) {
          if (await wait(end)) continue
          return route
        }
        if (route.kind !== 'file' || at === undefined) return route as Found
        const opened = await openFile(at.folder, route.file.path)
        const isListed = isSame(opened, route.file)
        // Between here and the caller nothing can happen, so what is given is of the snapshot that stands.
        if (snapshot === at && (isListed || !isPublishing))
          return opened ? { ...route, opened, isListed, snapshot: at } : { kind: 'missing' }
        await opened?.handle.close()
        if (snapshot === at && !(await wait(end))) return { kind: 'late' }
      }
    },
  }
}

function isSame(opened: OpenFile | undefined, { size, mtime }: ServedFile): boolean {
  return opened !== undefined && mtime !== undefined && opened.size === size && opened.mtime === mtime
}

/** Those who wait until something happens, or their time is over. */
function createBell() {
  const waiting = new Set<() => void>()
  return {
    /** Whether it rang in time. */
    wait: (end: number) =>
      new Promise<boolean>((resolve) => {
        const finish = (rang: boolean) => {
          clearTimeout(timer)
          waiting.delete(ring)
          resolve(rang)
        }
        const ring = () => finish(true)
        const timer = setTimeout(finish, Math.max(end - Date.now(), 0), false)
        waiting.add(ring)
      }),
    wake() {
      for (const ring of [...waiting]) ring()
    },
  }
}
