/** Loads one remark or rehype plugin that is given by name, or by the URL of its file. */
import { posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Pluggable } from 'unified'
import { type MarkdownModule, moduleName } from '../hooks/config.js'
import { importUrl } from '../host/run-text.js'
import { markdownPluginExport, markdownPluginMissing, markdownPluginThrew } from '../messages/config.js'
import type { Where } from '../messages.js'
import type { Host, Message } from '../model.js'
import { bundle } from './bundle.js'
import { reasonOfError } from './code-messages.js'
import { placeOfText } from './config-place.js'
import { type CodeFile, type CodeFiles, openFiles } from './files.js'
import { type Input, type Inputs, recordInputs } from './inputs.js'
import { type ModuleCode, pickPlugin } from './markdown-module.js'
import { identitiesOf, isLoadedByNode, toUrl } from './packages.js'
import { recordLoading } from './reads.js'
import { type Running, run } from './running.js'

/** Options of `loadMarkdownPlugin`. */
export interface MarkdownPluginOptions {
  /** Absolute path of the project, with `/`. */
  root: string
  host: Host
  /** The real disk, for packages. @default `host` */
  disk?: Host | undefined
  /** Folders or `file:` URLs from which packages are resolved that the project has not installed. */
  resolveFrom?: readonly string[] | undefined
  /** Of the configuration: functions, and options that are no data, are known by it. @default '' */
  configHash?: string | undefined
  /** Path and text of the configuration file, for messages. */
  configPath?: string | undefined
  configText?: string | undefined
}

/** A plugin, without its options. */
export interface LoadedPlugin {
  plugin: Pluggable
  /** Names, versions and local code that it consists of. */
  identity: unknown
  code: ModuleCode
}

/** What one came to; in any case, every file that was looked at. */
export interface MarkdownPluginResult {
  value?: LoadedPlugin
  inputs: readonly Input[]
  messages: Message[]
}

/** What is loaded, and how. */
interface Loading {
  /** What people call it. */
  name: string
  export: string | undefined
  where: Where
  inputs: Inputs
  files: CodeFiles
  options: MarkdownPluginOptions
}

type Outcome = Omit<MarkdownPluginResult, 'inputs'>

/** A name that begins with `.` is a file, relative to the root; any other one is a package. */
export async function loadMarkdownPlugin(
  given: MarkdownModule,
  options: MarkdownPluginOptions,
): Promise<MarkdownPluginResult> {
  const { host, root, disk = host } = options
  const inputs = recordInputs(host, disk)
  const name = moduleName(given)
  const loading: Loading = {
    name,
    export: given.export,
    where: placeOfName(name, options),
    inputs,
    files: openFiles(root, undefined, inputs),
    options,
  }
  const { module } = given
  const isUrl = module instanceof URL || module.startsWith('file:')
  const outcome = await (isUrl ? loadUrl(String(module), loading) : loadBundled(module, loading))
  return { ...outcome, inputs: inputs.list() }
}

/** Where the configuration speaks of a plugin. */
export function placeOfName(name: string, { configPath, configText = '' }: MarkdownPluginOptions): Where {
  return { ...(configPath === undefined ? {} : { path: configPath }), place: placeOfText(configText, name) }
}

/** Files of installed packages are loaded from where they lie, all others are bundled as code of the project is. */
async function loadUrl(url: string, loading: Loading): Promise<Outcome> {
  const { files, inputs, options, where } = loading
  const path = fileURLToPath(url).replaceAll('\\', '/')
  const inside = posix.relative(options.root, path)
  // Not every site lies on the disk, where packages do.
  const found = files.find('site', inside) ?? files.find('linked', inside)
  if (found === undefined) {
    const shown = inside.startsWith('.') ? inside : `./${inside}`
    return { messages: [markdownPluginMissing(where, shown)] }
  }
  const place = files.pathOf(found)
  if (!isLoadedByNode(place, inputs.disk)) return loadBundled(found, loading)
  return attempt(loading, [], async () => {
    const code: ModuleCode = { url: toUrl(place) }
    return { module: await importUrl(code.url), identity: identitiesOf(place, inputs.disk), code }
  })
}

/** A bundle for each: a missing package must not hide the others. */
async function loadBundled(entry: CodeFile | string, loading: Loading): Promise<Outcome> {
  const { name, where, inputs, files, options } = loading
  const { host, resolveFrom = [] } = options
  const entries = new Map([[name, entry]])
  const { value, messages } = await bundle({ host, files, inputs, resolveFrom, themeFiles: [], entries })
  if (value === undefined) {
    // Without a path it is our own import of the plugin that failed, not one inside of it.
    return {
      messages: messages.map((each) => (each.path === undefined ? markdownPluginMissing(where, name) : each)),
    }
  }
  return attempt(loading, messages, async () => {
    const running = await run(value, host, 'blog-build-markdown-plugin')
    const isLocal = typeof entry !== 'string' || entry.startsWith('.')
    const { value: module, reads } = await load(running, isLocal, loading)
    const { files: own, packages, env } = value.contents(entry)
    return { module, identity: [[own, packages, env], reads], code: { text: value.code, entry: name, env } }
  })
}

async function attempt(
  { name, export: own, where }: Loading,
  said: Message[],
  run: () => Promise<{ module: Record<string, unknown>; identity: unknown; code: ModuleCode }>,
): Promise<Outcome> {
  try {
    const { module, identity, code } = await run()
    const plugin = pickPlugin(module, name, own)
    if (plugin === undefined) return { messages: [...said, markdownPluginExport(where, name, own)] }
    return { value: { plugin, identity, code }, messages: said }
  } catch (error) {
    return { messages: [...said, markdownPluginThrew(where, name, reasonOfError(error))] }
  }
}

/** What a package reads while it is loaded goes with its version; where the site is no folder there is nothing to read. */
async function load(running: Running, isLocal: boolean, { name, inputs, options }: Loading) {
  const { root, host, disk = host } = options
  if (!isLocal || disk !== host) return { value: await running.load(name), reads: [] }
  return recordLoading(root, inputs.site, () => running.load(name))
}
