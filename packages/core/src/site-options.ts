/** What a site is made of, and what a build of it tells: plain types, shared by all callers. */
import type { Explanation } from './explain/explanation.js'
import type { Handover } from './handover.js'
import type { OnActivity } from './hooks/activity.js'
import type { UserConfig } from './hooks/config.js'
import type { Plugin } from './hooks/hook.js'
import type { BuildResult, Host, Output, Store } from './model.js'
import type { PluginList } from './plugin-list.js'
import type { FilesChange } from './publish/published.js'

/** Where a theme lies: its layouts and its style sheets, on the real disk. */
export interface Theme {
  /** Absolute path of the folder that holds `*.tsx` and `parts/*.tsx`. */
  layouts: string
  /** Absolute paths of style sheets, in order. */
  styles: string[]
}

/** Options of `createSite`. Everything but `root` has a default. */
export interface SiteOptions {
  /** Absolute path of the project's folder. */
  root: string
  /** The world to build in. @default the real disk under `root` */
  host?: Host
  /** Remembers between builds. @default `.blog-build/store` on the disk; with a host of one's own, one in memory */
  store?: Store
  /** What a site of this folder in another thread has found out a moment ago: nothing of it is done again. */
  handover?: Handover
  /** The configuration itself, instead of a file. Functions in it stay in this thread. */
  config?: UserConfig
  /** Path of the configuration file, relative to `root`. @default `blog.config.ts`, `.mts`, `.js` or `.mjs` */
  configFile?: string
  /** @default none: core renders plain documents */
  theme?: Theme
  /** Plugins and defaults that come before those of the configuration. */
  preset?: { config?: UserConfig; plugins?: Plugin[] }
  /** Folders or file URLs from which packages are resolved that the project has not installed. */
  resolveFrom?: string[]
  /** Overrides `out` of the configuration: relative to `root`, or absolute. */
  out?: string
  /** Overrides `base` of the configuration. */
  base?: string
  /** Builds drafts too. @default false */
  drafts?: boolean
  /** The instant (ISO 8601 with zone) that counts as now. @default the host's clock */
  asOf?: string
  /** Warnings stop publishing as errors do. @default false */
  strict?: boolean
  /** Takes over an output folder that was not made by us. @default false */
  adopt?: boolean
  /** What is published outlasts a power cut, and not only a kill. @default false */
  durable?: boolean
  /** The output folder becomes a link to a folder of this build, turned in one step. @default false */
  swap?: boolean
  /**
   * How many threads may make content, where no plugin has a part in it and there is enough to make; 0 for none.
   * The result is the same.
   *
   * @default one less than the processors, 8 at most
   */
  workers?: number
  /** `false` publishes nothing: ask `site.read(path)`. What is remembered goes to the store all the same. @default true */
  write?: boolean
  /** Told what the build is at. */
  onProgress?(progress: Progress): void
  /** Told what code of others is at, so that one that never ends can be named. */
  onActivity?: OnActivity
  /**
   * Nothing else runs in this thread. Then a change of what all code shares (built-in objects, `process`) is an error
   * of the plugin or layout that made it, and is undone. @default false
   */
  isAlone?: boolean
}

/** What a build is at: `done` of `total` steps of a phase; `total` grows while work is discovered. */
export interface Progress {
  phase: 'load' | 'build' | 'write'
  done: number
  total: number
}

/** Counts and times of a build; never part of any output. Times are milliseconds. */
export interface BuildStats {
  pages: number
  written: number
  unchanged: number
  removed: number
  /** Bytes of the files that were written to the output folder. */
  bytesWritten: number
  /** Runs of tasks, and tasks of the site of which none was needed. */
  tasksRun: number
  tasksReused: number
  /** Runs by name of the task; the names are not promised to stay. */
  ran: Record<string, number>
  /** Values of tasks that were read from what builds remembered. */
  valuesRead: number
  phases: { load: number; build: number; write: number }
  /** The parser that served, and why the default one did not. */
  parser: { name: string; fallback?: string }
}

/** What one `site.build()` is asked for. A plain `build()` looks at everything, and publishes a site without errors. */
export interface BuildRequest {
  /**
   * Paths that may have changed since the last build of this site, relative to the root or absolute; everything
   * else is taken to be as it was. Too many cost time, one too few is not seen: see `site.survey()`.
   *
   * @default everything is looked at
   */
  changed?: readonly string[]
  /**
   * Errors do not keep back what is right: whatever has a value is published, the rest keeps its last good bytes,
   * and while errors stand nothing is deleted. @default false
   */
  keepGood?: boolean
  /** Code that changed is not loaded again beside the old, which would never be freed: status `stale`. @default false */
  keepCode?: boolean
  /** No code of the project is run here: where some has to be, nothing is done, and the status is `unloaded`. @default false */
  withoutCode?: boolean
  /** Asked while the build is under way: once it says yes, nothing is published any more: status `superseded`. */
  isSuperseded?(): boolean
  /** Told right before files of the output folder are replaced or removed. */
  onPublish?(): void
  /** Told what was published, before the plugins are. Not called where none of them wants to know. */
  onPublished?(build: Build): void
}

/** The outcome of `site.build()`. */
export interface Build extends BuildResult {
  /**
   * `published`: written, or kept in memory. `content`, `config`: errors of that kind, nothing published but what
   * `keepGood` lets through. `stale`, `unloaded`, `superseded`: not made, see `BuildRequest`.
   */
  status: 'published' | 'content' | 'config' | 'stale' | 'unloaded' | 'superseded'
  /** What the output folder holds now that it did not hold after the last build of this site. */
  files: FilesChange
  stats: BuildStats
  /** Absolute path of the output folder. */
  out: string
  /** The path under which the site lives, such as `/blog/`. */
  base: string
}

/** A site: build it as often as you like, what did not change is not done again. */
export interface Site {
  build(request?: BuildRequest): Promise<Build>
  /**
   * Looks whether files and folders are as the last build saw them, in small steps between which other work goes on.
   * Builds nothing; a build that begins meanwhile cuts it short.
   *
   * @returns Paths for `build({ changed })`, absolute and sorted; none if nothing changed, or it was cut short.
   */
  survey(): Promise<string[]>
  /**
   * Absolute paths of files and folders that builds looked at, be they there or not, and that no earlier call gave:
   * code, and whatever tasks asked for.
   */
  looked(): string[]
  /**
   * Writes what builds with `changed` have left to be written when there is time; a survey does so, too. A site that
   * is not closed loses nothing: the next one looks closer.
   */
  close(): Promise<void>
  /** Hands over what was found out, to a site in another thread; this one can build nothing more then. */
  handOver(): Handover
  /** Bytes of an output of the last build, by its path. */
  read(path: string): Promise<Uint8Array | undefined>
  /** The outputs of the last build. */
  outputs(): readonly Output[]
  /**
   * Tells which plugins the site has, in the order in which they run, and what each brings. Loads the code of the
   * site; builds nothing.
   */
  plugins(): Promise<PluginList>
  /**
   * Tells why an output was made by the last builds, or was not, and what a source led to. Builds nothing and runs
   * no code of the site: it reads what the builds remembered, and looks whether the world has changed since.
   *
   * @param target Address of an output, with or without origin and base path; its path; or the path of a source.
   * @param options `cwd`: where relative paths start from, before the root is tried. @default the root
   */
  explain(target: string, options?: { cwd?: string }): Promise<Explanation>
}
