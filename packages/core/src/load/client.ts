/** Scripts and style sheets that plugins bring for the browser, each bundled to one file. */
import { posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin as EsbuildPlugin, OnResolveArgs, OnResolveResult, PluginBuild } from 'esbuild'
import type { ClientScript, ConfiguredPlugin } from '../hooks/hook.js'
import { clientMissing } from '../messages/plugin-setup.js'
import type { Emitted, Host, Message, Result } from '../model.js'
import { type AroundScript, toClientScript } from './client-script.js'
import { codeMessages } from './code-messages.js'
import { type CodeFile, type CodeFiles, openFiles } from './files.js'
import { type Input, recordInputs } from './inputs.js'
import { findPackage, isOwnQuestion } from './packages.js'
import { bundleStyles, shortHash } from './styles.js'

/** What a plugin brings for the browser. */
export interface Client {
  /** Path of the script in the output folder, such as `assets/copy-code.x7Kd0q2LmN.js`. */
  script?: string
  /** Path of the style sheet, likewise. */
  style?: string
  /** Both, and the fonts and images that the style sheet names. */
  files: Emitted[]
}

/** Options of `bundleClients`. */
export interface ClientOptions {
  /** Absolute path of the project, with `/`. */
  root: string
  host: Host
  /** The real disk, for packages. */
  disk: Host
  /** Of the site, BCP 47. */
  language: string
  /** @default nothing does */
  around?: AroundScript
}

/** Clients by the name of their plugin, and every file that was looked at. */
export interface Clients {
  clients: Map<string, Client>
  inputs: readonly Input[]
}

/** Bundles the `client` of each plugin that has one. One that fails hides no other's messages. */
export async function bundleClients(
  plugins: readonly ConfiguredPlugin[],
  { root, host, disk, language, around = (_plugin, _part, run) => run() }: ClientOptions,
): Promise<Result<Clients>> {
  const inputs = recordInputs(host, disk)
  const files = openFiles(root, undefined, inputs)
  const clients = new Map<string, Client>()
  const messages: Message[] = []
  for (const plugin of plugins) {
    if (!plugin.client) continue
    const script = toClientScript(plugin, language, around)
    const made = await bundleClient(plugin.name, { ...plugin.client, script: script.value }, files)
    messages.push(...script.messages, ...made.messages)
    if (made.value) clients.set(plugin.name, made.value)
  }
  return { value: { clients, inputs: inputs.list() }, messages }
}

async function bundleClient(
  plugin: string,
  { script, style }: { script: ClientScript | undefined; style?: string | URL },
  files: CodeFiles,
): Promise<Result<Client | undefined>> {
  const name = plugin.toLowerCase().replace(/[^a-z\d]+/g, '-')
  const client: Client = { files: [] }
  const messages: Message[] = []
  if (script !== undefined) {
    const made =
      typeof script === 'object' && 'text' in script
        ? await bundleScript({ text: script.text, from: linkedFile(script.from, files) }, files)
        : await asFile(plugin, script, files, (file) => bundleScript(file, files))
    messages.push(...made.messages)
    if (made.value) {
      client.script = `assets/${name}.${shortHash(made.value)}.js`
      client.files.push({ path: client.script, body: made.value })
    }
  }
  if (style !== undefined) {
    const made = await asFile(plugin, style, files, (file) => bundleStyles([file], files, name))
    messages.push(...made.messages)
    if (made.value) {
      client.style = made.value.path
      client.files.push({ path: client.style, body: made.value.bytes }, ...made.value.files)
    }
  }
  const isWhole = !messages.some(({ severity }) => severity === 'error')
  return { value: isWhole ? client : undefined, messages }
}

/** Finds a file of the project, or one that a URL names on the real disk. */
async function asFile<T>(
  plugin: string,
  given: string | URL,
  files: CodeFiles,
  run: (file: CodeFile) => Promise<{ value?: T; messages: Message[] }>,
): Promise<{ value?: T; messages: Message[] }> {
  const isUrl = given instanceof URL || given.startsWith('file:')
  const file: CodeFile = isUrl ? linkedFile(given, files) : { space: 'site', path: posix.normalize(given) }
  // The style sheet of another project, or a file of the system, is not for readers: a URL says that it is meant.
  const isOutside = !isUrl && /^(?:\.\.)?(?:\/|$)/.test(file.path)
  const found = isOutside ? undefined : files.find(file.space, file.path)
  return found ? run(found) : { messages: [clientMissing(plugin, file.path)] }
}

function linkedFile(url: string | URL, files: CodeFiles): CodeFile {
  return files.linked(fileURLToPath(url).replaceAll('\\', '/'))
}

/** A file, or a text that stands for one beside another. */
type ScriptEntry = CodeFile | { text: string; from: CodeFile }

async function bundleScript(
  entry: ScriptEntry,
  files: CodeFiles,
): Promise<{ value?: Uint8Array; messages: Message[] }> {
  const { build } = await import('esbuild')
  try {
    const result = await build({
      entryPoints: [ENTRY],
      bundle: true,
      write: false,
      outfile: 'client.js',
      format: 'esm',
      platform: 'browser',
      target: 'es2022',
      minify: true,
      charset: 'utf8',
      legalComments: 'inline',
      tsconfigRaw: {},
      logLevel: 'silent',
      plugins: [clientPlugin(entry, files)],
    })
    const value = result.outputFiles[0]?.contents
    return { ...(value && { value }), messages: codeMessages(result, files) }
  } catch (error) {
    return { messages: codeMessages(error, files) }
  }
}

const ENTRY = 'blog-build:client'
const WRITTEN = 'written'

/** Reads through the recorder, so that a changed file is noticed; packages too, as their code goes into the site. */
function clientPlugin(entry: ScriptEntry, files: CodeFiles): EsbuildPlugin {
  return {
    name: 'blog-build-client',
    setup(build) {
      build.onResolve({ filter: /.*/ }, (args) => resolve(build, entry, files, args))
      if ('text' in entry) {
        build.onLoad({ filter: /.*/, namespace: WRITTEN }, () => ({ contents: entry.text, loader: 'ts' }))
      }
      for (const namespace of ['site', 'linked'] as const) {
        build.onLoad({ filter: /.*/, namespace }, ({ path }) => ({
          contents: files.read({ space: namespace, path }) ?? '',
          loader: /\.[mc]?tsx?$/.test(path) ? 'ts' : path.endsWith('.json') ? 'json' : 'js',
        }))
      }
    },
  }
}

async function resolve(
  build: PluginBuild,
  entry: ScriptEntry,
  files: CodeFiles,
  args: OnResolveArgs,
): Promise<OnResolveResult | undefined> {
  if (isOwnQuestion(args.pluginData)) return undefined
  if (args.path === ENTRY) {
    return 'text' in entry
      ? { path: ENTRY, namespace: WRITTEN }
      : { path: entry.path, namespace: entry.space }
  }
  const importer: CodeFile =
    'text' in entry && args.namespace === WRITTEN
      ? entry.from
      : { space: args.namespace as CodeFile['space'], path: args.importer }
  const folder = posix.dirname(importer.path)
  if (/^\.\.?(\/|$)/.test(args.path)) {
    const found = files.find(importer.space, posix.join(folder, args.path))
    if (found) return { path: found.path, namespace: found.space }
    return {
      errors: [{ text: `Cannot find ${args.path}`, detail: { missing: 'file', specifier: args.path } }],
    }
  }
  const found = await findPackage(build, args.path, posix.dirname(files.pathOf(importer)), [])
  if (found) return { path: files.linked(found.path).path, namespace: 'linked' }
  return {
    errors: [{ text: `Cannot find ${args.path}`, detail: { missing: 'package', specifier: args.path } }],
  }
}
