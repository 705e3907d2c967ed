/** A world on the real disk: a folder under that of temporary files. */
import * as fs from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createSite } from '../../src/build.js'
import type { Site, SiteOptions } from '../../src/site-options.js'
import { buildTold } from './builders.js'
import { type Seen, toSeen } from './seen.js'
import { firstFiles } from './texts.js'
import { isOwn, start, type World } from './world.js'

/** A project in a folder, and the builders of it. */
export interface DiskWorld extends World {
  /** Absolute; another one after `move`. */
  root(): string
  /** Moves the project: it lies elsewhere from then on, or where it lay before. */
  move(): void
  /** Builds where the project lies, with what is remembered there; see `Builder`. */
  build(isTold?: boolean): Promise<Seen>
  /** The next build is that of a new process. */
  restart(): void
  /** Builds a copy with nothing remembered. */
  buildClean(): Promise<Seen>
  /** A copy of a folder of the project, as it is now, to be put back. */
  keep(folder: string): () => void
  /** Removes all. */
  end(): void
}

/** A fresh world on the disk. `options` are for the incremental builder and the clean one. */
export function createDiskWorld(options: Partial<SiteOptions> = {}, files = firstFiles()): DiskWorld {
  const base = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'blog-build-oracle-')))
  let root = join(base, 'one', 'site')
  let now = start
  let site: Site | undefined
  let copies = 0
  const at = (path: string) => join(root, path)
  let given = {}
  let env: string | undefined
  const open = (folder: string) => {
    given = world.options
    const asOf = new Date(now).toISOString()
    return createSite({ root: folder, asOf, resolveFrom: [import.meta.url], ...given, ...options })
  }
  process.env.STAGE = 'test'
  const world: DiskWorld = {
    root: () => root,
    read: (path) => (fs.existsSync(at(path)) ? fs.readFileSync(at(path), 'utf8') : undefined),
    write(path, text) {
      fs.mkdirSync(dirname(at(path)), { recursive: true })
      fs.writeFileSync(at(path), text)
    },
    writeInTime(path, text) {
      const { atime, mtime } = fs.statSync(at(path))
      fs.writeFileSync(at(path), text)
      fs.utimesSync(at(path), atime, mtime)
    },
    remove(path) {
      fs.rmSync(at(path))
      removeEmpty(root, dirname(path))
    },
    rename(from, to) {
      fs.mkdirSync(dirname(at(to)), { recursive: true })
      fs.renameSync(at(from), at(to))
      removeEmpty(root, dirname(from))
    },
    has: (path) => fs.existsSync(at(path)),
    files: (folder) => filesBelow(at(folder ?? '.'), (path) => folder !== undefined || isOwn(path)),
    setEnv(value) {
      process.env.STAGE = value
    },
    setNow(instant) {
      now = instant
      // A site has one `asOf` for life.
      site = undefined
    },
    options: {},
    state: () => JSON.stringify([[...world.files()], process.env.STAGE, now, world.options]),
    move() {
      const to = join(base, root.includes('/one/') ? 'another' : 'one', 'site')
      fs.mkdirSync(dirname(to), { recursive: true })
      fs.renameSync(root, to)
      root = to
      site = undefined
    },
    async build(isTold = false) {
      if (given !== world.options) site = undefined
      const isSameEnv = env === process.env.STAGE
      env = process.env.STAGE
      site ??= open(root)
      const build = await (isTold && isSameEnv ? buildTold(site) : site.build())
      return toSeen(build, world.files('dist'))
    },
    restart() {
      site = undefined
    },
    async buildClean() {
      const folder = join(base, `clean-${copies++}`, 'site')
      for (const [path, text] of world.files()) put(folder, path, text)
      const build = await open(folder).build()
      const seen = toSeen(
        build,
        filesBelow(join(folder, 'dist'), () => true),
      )
      fs.rmSync(dirname(folder), { recursive: true })
      return seen
    },
    keep(folder) {
      const copy = join(base, `kept-${copies++}`)
      // Of a folder that is not there, that is kept: nothing may have been made yet, or it was removed.
      const isThere = fs.existsSync(at(folder))
      if (isThere) fs.cpSync(at(folder), copy, { recursive: true, preserveTimestamps: true })
      return () => {
        fs.rmSync(at(folder), { recursive: true, force: true })
        if (isThere) fs.cpSync(copy, at(folder), { recursive: true, preserveTimestamps: true })
      }
    },
    end: () => fs.rmSync(base, { recursive: true, force: true }),
  }
  for (const [path, text] of Object.entries(files)) world.write(path, text)
  return world
}

/** As the host in memory does when tests delete: no empty folders are left. */
function removeEmpty(root: string, folder: string): void {
  if (folder === '.' || fs.readdirSync(join(root, folder)).length > 0) return
  fs.rmdirSync(join(root, folder))
  removeEmpty(root, dirname(folder))
}

function put(folder: string, path: string, text: string): void {
  fs.mkdirSync(dirname(join(folder, path)), { recursive: true })
  fs.writeFileSync(join(folder, path), text)
}

/** Texts by path from the folder, sorted. */
export function filesBelow(folder: string, isWanted: (path: string) => boolean): Map<string, string> {
  const found = new Map<string, string>()
  const visit = (path: string) => {
    for (const item of fs.readdirSync(join(folder, path), { withFileTypes: true })) {
      const below = path === '' ? item.name : `${path}/${item.name}`
      if (item.isDirectory() && isWanted(`${below}/`)) visit(below)
      else if (item.isFile() && isWanted(below))
        found.set(below, fs.readFileSync(join(folder, below), 'utf8'))
    }
  }
  if (fs.existsSync(folder)) visit('')
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)))
}
