/** Scripts and style sheets that plugins bring for the browser. */
import { posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ClientScript, ConfiguredPlugin } from '../hooks/hook.js'
import { clientMissing } from '../messages/plugin-setup.js'
import type { Emitted, Host, Message, Result } from '../model.js'
import { type AroundScript, toClientScript } from './client-script.js'
import { type CodeFile, type CodeFiles, openFiles } from './files.js'
import { type Input, recordInputs } from './inputs.js'
import { bundleScript } from './scripts.js'
import { bundleStyles } from './styles.js'

/** What a plugin brings for the browser. */
export interface Client {
  /** Path of the script in the output folder, such as `assets/copy-code.x7Kd0q2LmN.js`. */
  script?: string
  /** Path of the style sheet, likewise. */
  style?: string
  /** Both, what the script loads when it is needed, and the fonts and images that the style sheet names. */
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
        ? await bundleScript({ text: script.text, from: linkedFile(script.from, files) }, files, name)
        : await asFile(plugin, script, files, (file) => bundleScript(file, files, name))
    messages.push(...made.messages)
    if (made.value) {
      client.script = made.value.path
      client.files.push(...made.value.files)
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
