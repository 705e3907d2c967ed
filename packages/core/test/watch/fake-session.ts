/** A session that builds a map of texts: what is in it after a build is what that build was told to look at. */
import type { Build } from '../../src/site-options.js'
import type { WatchSession } from '../../src/watch/session.js'
import { pause, type TestFolder, textsBelow } from './folder.js'

/** One call of `build`, and what became of it. */
export interface FakeBuild {
  changed: readonly string[] | undefined
  isSuperseded: boolean
  /** Paths whose text is another than before. */
  differing: string[]
  /** When it began, and when it was published; by `performance.now()`. */
  from: number
  to: number
}

/** A session for tests. */
export interface FakeSession extends WatchSession {
  /** What is published: texts by absolute path. */
  published: ReadonlyMap<string, string>
  builds: FakeBuild[]
  /** How often everything was looked at, and what that found which no hint had told. */
  surveys: number
  found: string[]
  /** Whether a call began before the one before it had ended. */
  hasOverlapped: boolean
  isBusy: boolean
  /** What the next builds say, and do. */
  next: { out: string; looked: string[]; nextDue?: string | undefined; error?: Error | undefined }
}

/** How long a build takes, in milliseconds: a part before it looks at the disk, and one after. */
export type Delays = () => [before: number, after: number]

/** What a fake session may be given. */
export interface FakeOptions {
  delays?: Delays | undefined
  onPublish?: (() => void) | undefined
  /** Of the project. */
  out?: string | undefined
}

/** Publishes nothing on the disk, unless `onPublish` does. */
export function createFakeSession(
  folder: TestFolder,
  { delays = () => [0, 0], onPublish, out = 'dist' }: FakeOptions = {},
): FakeSession {
  let [isCut, isBuilding] = [false, false]
  const enter = () => {
    session.hasOverlapped ||= session.isBusy
    session.isBusy = true
    isCut = false
  }

  /** Waits in steps, so that being superseded ends it. */
  async function work(milliseconds: number): Promise<void> {
    const end = performance.now() + milliseconds
    while (!isCut && performance.now() < end) await pause(1)
  }

  const session: FakeSession = {
    published: new Map(),
    builds: [],
    surveys: 0,
    found: [],
    hasOverlapped: false,
    isBusy: false,
    next: { out: folder.at(out), looked: [] },
    async build(changed) {
      enter()
      isBuilding = true
      const from = performance.now()
      const [before, after] = delays()
      await work(before)
      // Once there is a content folder, or none, the content is elsewhere.
      const isWhole = changed === undefined || changed.includes(folder.at('content'))
      const texts = isWhole ? folder.texts() : update(session.published, changed)
      await work(after)
      isBuilding = false
      session.isBusy = false
      if (session.next.error !== undefined) throw session.next.error
      const differing = isCut ? [] : difference(session.published, texts)
      if (!isCut) {
        session.published = texts
        onPublish?.()
      }
      session.builds.push({ changed, isSuperseded: isCut, differing, from, to: performance.now() })
      const { out, looked, nextDue } = session.next
      return { build: toBuild(isCut ? 'superseded' : 'published', out, nextDue), looked }
    },
    async survey() {
      enter()
      await pause(0)
      const found = isCut ? [] : difference(session.published, folder.texts())
      session.isBusy = false
      session.surveys++
      session.found.push(...found)
      return found
    },
    supersede() {
      if (isBuilding || session.isBusy) isCut = true
    },
    async close() {},
  }
  return session
}

/** Looks at these paths and at nothing else. */
function update(texts: ReadonlyMap<string, string>, changed: readonly string[]): Map<string, string> {
  const next = new Map(texts)
  const gone = new Set(changed)
  const parents = (path: string): string[] => {
    const slash = path.lastIndexOf('/')
    return slash <= 0 ? [path] : [path, ...parents(path.slice(0, slash))]
  }
  for (const path of texts.keys()) if (parents(path).some((one) => gone.has(one))) next.delete(path)
  for (const path of changed) textsBelow(path, next)
  return next
}

/** Paths whose texts are not the same, sorted. */
export function difference(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): string[] {
  const paths = new Set([...one.keys(), ...other.keys()])
  return [...paths].filter((path) => one.get(path) !== other.get(path)).sort()
}

function toBuild(status: Build['status'], out: string, nextDue: string | undefined): Build {
  const stats = {
    pages: 0,
    written: 0,
    unchanged: 0,
    removed: 0,
    bytesWritten: 0,
    tasksRun: 0,
    tasksReused: 0,
  }
  return {
    status,
    out,
    base: '/',
    outputs: [],
    messages: [],
    changed: { added: [], changed: [], removed: [] },
    files: { isWhole: false, set: [], removed: [] },
    stats: {
      ...stats,
      ran: {},
      valuesRead: 0,
      phases: { load: 0, build: 0, write: 0 },
      parser: { name: 'none' },
    },
    ...(nextDue === undefined ? {} : { nextDue }),
  }
}
