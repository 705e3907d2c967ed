/**
 * User code as an input of the build: the configuration, layouts and styles of a project, bundled in
 * memory from what a host holds, with hashes of all that they consist of.
 */
import { posix } from 'node:path'
import type { SharedState } from '../hooks/commons-process.js'
import { configMissing, configNoDefault, configThrew } from '../messages/config.js'
import type { Where } from '../messages.js'
import type { Host, Message, Result } from '../model.js'
import { type Bundle, bundle, type Contents } from './bundle.js'
import { placesIn, reasonOfError } from './code-messages.js'
import type { EnvRead } from './environment.js'
import { type CodeFile, type CodeFiles, openFiles } from './files.js'
import { type Input, type Inputs, recordInputs, sameInputs } from './inputs.js'
import {
  findLayouts,
  hashOfContents,
  type LayoutFiles,
  type LoadedLayout,
  layoutEntry,
  originalEntry,
  runLayouts,
} from './layouts.js'
import { type Running, run } from './running.js'
import { bundleStyles, type Styles } from './styles.js'

/** Where a theme lies. It is on the real disk, even when the site is in memory. */
export interface ThemeSource {
  /** Absolute path, with `/`, of the folder that holds `*.tsx` and `parts/*.tsx`. */
  folder: string
  /** Absolute paths of style sheets, in order. */
  styles: readonly string[]
}

/** Options of `loadCode`. */
export interface LoadCodeOptions {
  /** Where the project lies. */
  host: Host
  /** The real disk, for packages and the theme. @default `host` */
  disk?: Host
  /** Absolute path, with `/`, of the folder that holds `blog.config.ts`, `layouts/` and `styles/`. */
  root: string
  /** Path of the configuration file, relative to `root` or absolute. @default `blog.config.ts`, `.mts`, `.js` or `.mjs` */
  configPath?: string | undefined
  theme?: ThemeSource | undefined
  /** Folders or `file:` URLs from which packages are resolved that the project has not installed. */
  resolveFrom?: readonly string[] | undefined
}

/** What code came to; nothing if it has errors. In any case, every file and folder that was looked at. */
export type FromCode<T> = Result<T | undefined> & { inputs: readonly Input[] }

/** What a project's code amounts to. */
export interface UserCode {
  /** Default export of the configuration file, not yet validated; `undefined` if there is none. */
  config: unknown
  /** Relative to the root. */
  configPath?: string
  /** Text of the configuration file, for places in messages. */
  configText?: string
  /** Of all that the configuration consists of outside `node_modules`, and name@version of the rest. */
  configHash: string
  layouts: ReadonlyMap<string, LoadedLayout>
  /** Absent if there are no style sheets. */
  styles?: Styles
  /** Every file and folder that was looked at, absences included. */
  inputs: readonly Input[]
  /** Variables that were read so far, sorted by name; code that reads later adds to it. */
  readonly env: readonly EnvRead[]
  /** What code writes to its environment. */
  written?: SharedState
  /** The line of the project's code that something was thrown from, where there is one. */
  whereOf(thrown: unknown): Where
  /** The host that `onDisk` inputs are read from. */
  disk: Host
}

const CONFIG_NAMES = ['blog.config.ts', 'blog.config.mts', 'blog.config.js', 'blog.config.mjs']
const BUNDLE_NAME = 'blog-build-user-code'
const CONFIG = 'config'

/**
 * Bundles and runs a project's code; on a real disk Node loads the bundle from a file of the cache. A configuration that
 * never settles never lets this settle: the caller sets the limit.
 *
 * @returns No value if there is an error: whoever has earlier code may keep using it.
 * @throws HostError if the disk fails while folders are listed.
 */
export async function loadCode(options: LoadCodeOptions): Promise<FromCode<UserCode>> {
  const { host, root, theme } = options
  const disk = options.disk ?? host
  const inputs = recordInputs(host, disk)
  const files = openFiles(root, theme?.folder, inputs)
  const config = findConfig(files, root, options.configPath)
  if (config === undefined && options.configPath !== undefined) {
    const messages = [configMissing({ path: options.configPath })]
    return { value: undefined, messages, inputs: inputs.list() }
  }
  const project: Project = {
    options: { ...options, disk },
    inputs,
    files,
    config,
    ...findProject(inputs, root, theme),
  }
  const [styles, code] = await Promise.all([bundleStyles(sheetsOf(project), files), loadModules(project)])
  const messages = [...project.messages, ...code.messages, ...styles.messages]
  if (code.value === undefined || messages.some(({ severity }) => severity === 'error')) {
    return { value: undefined, messages, inputs: inputs.list() }
  }
  return { value: toUserCode(project, code.value, styles.value), messages, inputs: inputs.list() }
}

/** Whether the code would be loaded to the same effect now. Reads what it was made from, bundles nothing. */
export function isCurrent(host: Host, code: UserCode): boolean {
  // The host of a site on the disk may be the one of the packages too, and be a new one by now.
  return (
    sameInputs(code.inputs, host, code.disk) && code.env.every(({ name, value }) => host.env(name) === value)
  )
}

interface Project {
  options: LoadCodeOptions & { disk: Host }
  inputs: Inputs
  files: CodeFiles
  config: CodeFile | undefined
  layouts: Map<string, LayoutFiles>
  themeFiles: string[]
  sheets: string[]
  messages: Message[]
}

interface Loaded {
  config: unknown
  configHash: string
  layouts: Map<string, LoadedLayout>
  env(): EnvRead[]
  written?: SharedState
  whereOf(thrown: unknown): Where
}

function findConfig(files: CodeFiles, root: string, path: string | undefined): CodeFile | undefined {
  const names = path === undefined ? CONFIG_NAMES : [posix.relative(root, posix.resolve(root, path))]
  return names.map((name): CodeFile => ({ space: 'site', path: name })).find(files.exists)
}

function findProject(inputs: Inputs, root: string, theme: ThemeSource | undefined) {
  const list = (recorder: Inputs['site'], ...path: string[]) => recorder.list(posix.join(...path)) ?? []
  const ofTheme = theme ? list(inputs.disk, theme.folder) : []
  const parts = theme ? list(inputs.disk, theme.folder, 'parts') : []
  const sheets = list(inputs.site, root, 'styles')
    .filter(({ name, kind }) => kind === 'file' && /^[^._].*\.css$/.test(name))
    .map(({ name }) => name)
  // Ignored, so that a project's own checks may have any settings; a new one is looked at all the same.
  inputs.site.read(posix.join(root, 'tsconfig.json'))
  return {
    ...findLayouts(list(inputs.site, root, 'layouts'), ofTheme),
    themeFiles: [...ofTheme.map(({ name }) => name), ...parts.map(({ name }) => `parts/${name}`)],
    sheets: sheets.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)),
  }
}

function sheetsOf({ options: { theme, root }, sheets }: Project): CodeFile[] {
  return [
    ...(theme?.styles ?? []).map(
      // Relative to the theme, so that the same theme has the same names on every machine.
      (path): CodeFile => ({ space: 'theme', path: posix.relative(theme?.folder ?? root, path) }),
    ),
    ...sheets.map((name): CodeFile => ({ space: 'site', path: `styles/${name}` })),
  ]
}

async function loadModules(project: Project): Promise<{ value?: Loaded; messages: Message[] }> {
  const { options, config, layouts, files } = project
  const entries = new Map<string, CodeFile>()
  if (config) entries.set(CONFIG, config)
  for (const [name, { file, original }] of layouts) {
    entries.set(layoutEntry(name), file)
    if (original) entries.set(originalEntry(name), original)
  }
  if (entries.size === 0) {
    const configHash = hashOfContents([], [])
    return {
      value: { config: undefined, configHash, layouts: new Map(), env: () => [], whereOf: () => ({}) },
      messages: [],
    }
  }
  const resolveFrom = options.resolveFrom ?? []
  const bundled = await bundle({ ...project, host: options.host, resolveFrom, entries })
  if (bundled.value === undefined) return bundled as { messages: Message[] }
  const ran = await runModules(project, bundled.value, files)
  return { ...ran, messages: [...bundled.messages, ...ran.messages] }
}

async function runModules(
  { options, config, layouts }: Project,
  code: Bundle,
  files: CodeFiles,
): Promise<{ value?: Loaded; messages: Message[] }> {
  let running: Running
  let exported: unknown
  const whereOf = placesIn(BUNDLE_NAME, code.map, files)
  try {
    running = await run(code, options.host, BUNDLE_NAME)
    const module = config ? await running.load(CONFIG) : { default: undefined }
    if (!('default' in module)) return { messages: [configNoDefault(config ? { path: config.path } : {})] }
    exported = await module.default
  } catch (error) {
    const where = { ...(config ? { path: config.path } : {}), ...whereOf(error) }
    return { messages: [configThrew(where, reasonOfError(error))] }
  }
  const configContents = config ? [code.contents(config)] : []
  const ofConfig = unnamed(code.environment.takeReads(), configContents)
  const configHash = hashOfContents(configContents, ofConfig)
  const ran = await runLayouts(layouts, code, running, whereOf)
  // Which layout asked can't be told once modules are shared: what nobody names counts for all.
  const reads = [...ofConfig, ...code.environment.takeReads()]
  const dynamic = unnamed(
    reads,
    [...ran.layouts.values()].flatMap(({ contents }) => contents),
  )
  const hashed = [...ran.layouts].map(([name, { contents, ...rest }]): [string, LoadedLayout] => [
    name,
    { ...rest, hash: hashOfContents(contents, dynamic) },
  ])
  const { reads: env, written } = code.environment
  const value = { config: exported, configHash, layouts: new Map(hashed), env, written, whereOf }
  return { value, messages: ran.messages }
}

/** Reads of variables whose names stand nowhere in the code. */
function unnamed(reads: EnvRead[], contents: readonly Contents[]): EnvRead[] {
  const named = new Set(contents.flatMap(({ env }) => env.map(({ name }) => name)))
  return reads.filter(({ name }) => !named.has(name))
}

function toUserCode({ options, inputs, files, config }: Project, loaded: Loaded, styles?: Styles): UserCode {
  const { env, ...code } = loaded
  const text = config && files.read(config)
  return {
    ...code,
    ...(config ? { configPath: config.path, configText: new TextDecoder().decode(text) } : {}),
    ...(styles ? { styles } : {}),
    inputs: inputs.list(),
    get env() {
      return env()
    },
    disk: options.disk,
  }
}
