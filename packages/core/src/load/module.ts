/** Loads a module that threads load too: from where it lies, or bundled as code of the project is. */
import { posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { importUrl } from '../host/run-text.js'
import type { Host, Message } from '../model.js'
import { bundle } from './bundle.js'
import { reasonOfError } from './code-messages.js'
import type { EnvRead } from './environment.js'
import { type CodeFile, type CodeFiles, openFiles } from './files.js'
import { type Input, type Inputs, recordInputs } from './inputs.js'
import type { ModuleCode } from './module-code.js'
import { identitiesOf, isLoadedByNode, toUrl } from './packages.js'
import { recordLoading } from './reads.js'
import { type Running, run } from './running.js'

/** Where modules lie. */
export interface ModulePlaces {
  /** Absolute path of the project, with `/`. */
  root: string
  host: Host
  /** The real disk, for packages. @default `host` */
  disk?: Host | undefined
  /** Folders or `file:` URLs from which packages are resolved that the project has not installed. */
  resolveFrom?: readonly string[] | undefined
}

/** Which one, and what is said of it. */
export interface GivenModule {
  /** A package; a file, relative to the root, with `.` in front; or the URL of a file. */
  module: string | URL
  /** What people call it. */
  name: string
  /** It can't be found. `shown` is how people find the place where it was looked for. */
  missing(shown: string): Message
  /** It throws when it is loaded. */
  threw(reason: string): Message
}

/** A module that was loaded. */
export interface LoadedModule {
  module: Record<string, unknown>
  /** Names, versions and local code that it consists of. */
  identity: unknown
  code: ModuleCode
}

/** Variables that were read so far, sorted by name; code that reads later adds to them. */
export type EnvReads = () => EnvRead[]

/** What one came to; in any case, every file that was looked at. */
export interface ModuleResult {
  value?: LoadedModule
  inputs: readonly Input[]
  env: EnvReads
  messages: Message[]
}

/** What is loaded, and how. */
interface Loading {
  given: GivenModule
  inputs: Inputs
  files: CodeFiles
  places: ModulePlaces
}

type Outcome = Omit<ModuleResult, 'inputs' | 'env'> & { env?: EnvReads }

/** Loads a module, once for each call. */
export async function loadModule(given: GivenModule, places: ModulePlaces): Promise<ModuleResult> {
  const { host, root, disk = host } = places
  const inputs = recordInputs(host, disk)
  const loading: Loading = { given, inputs, files: openFiles(root, undefined, inputs), places }
  const { module } = given
  const isUrl = module instanceof URL || module.startsWith('file:')
  const outcome = await (isUrl ? loadUrl(String(module), loading) : loadBundled(module, loading))
  return { env: () => [], ...outcome, inputs: inputs.list() }
}

/** Files of installed packages are loaded from where they lie, all others are bundled as code of the project is. */
async function loadUrl(url: string, loading: Loading): Promise<Outcome> {
  const { files, inputs, places, given } = loading
  const path = pathOf(url)
  if (path === undefined) return { messages: [given.missing(url)] }
  const inside = posix.relative(places.root, path)
  // Not every site lies on the disk, where packages do.
  const found = files.find('site', inside) ?? files.find('linked', inside)
  if (found === undefined) {
    return { messages: [given.missing(inside.startsWith('.') ? inside : `./${inside}`)] }
  }
  const place = files.pathOf(found)
  if (!isLoadedByNode(place, inputs.disk)) return loadBundled(found, loading)
  return attempt(given, [], async () => {
    const code: ModuleCode = { url: toUrl(place) }
    return { module: await importUrl(code.url), identity: identitiesOf(place, inputs.disk), code }
  })
}

/** A bundle for each: a missing package must not hide the others. */
async function loadBundled(entry: CodeFile | string, loading: Loading): Promise<Outcome> {
  const { given, inputs, files, places } = loading
  const { host, resolveFrom = [] } = places
  const { name } = given
  const entries = new Map([[name, entry]])
  const { value, messages } = await bundle({ host, files, inputs, resolveFrom, themeFiles: [], entries })
  if (value === undefined) {
    // Without a path it is our own import of the module that failed, not one inside of it.
    return { messages: messages.map((each) => (each.path === undefined ? given.missing(name) : each)) }
  }
  const outcome = await attempt(given, messages, async () => {
    const running = await run(value, host, 'blog-build-module')
    const isLocal = typeof entry !== 'string' || entry.startsWith('.')
    const { value: module, reads } = await evaluate(running, isLocal, loading)
    const asked = value.environment.takeReads()
    const { files: own, packages, env } = value.contents(entry)
    const code = { text: value.code, entry: name, env: value.environment.reads() }
    return { module, identity: [[own, packages, env], reads, asked], code }
  })
  return { ...outcome, env: value.environment.reads }
}

/** Nothing if it names no file of this machine. */
function pathOf(url: string): string | undefined {
  try {
    return fileURLToPath(url).replaceAll('\\', '/')
  } catch {
    return undefined
  }
}

async function attempt(
  given: GivenModule,
  said: Message[],
  run: () => Promise<LoadedModule>,
): Promise<Outcome> {
  try {
    return { value: await run(), messages: said }
  } catch (error) {
    return { messages: [...said, given.threw(reasonOfError(error))] }
  }
}

/** What a package reads while it is loaded goes with its version; where the site is no folder there is nothing to read. */
async function evaluate(running: Running, isLocal: boolean, { given, inputs, places }: Loading) {
  const { root, host, disk = host } = places
  if (!isLocal || disk !== host) return { value: await running.load(given.name), reads: [] }
  return recordLoading(root, inputs.site, () => running.load(given.name))
}
