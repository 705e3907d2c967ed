/** Scripts for browsers: a module with all that it imports, and files of their own for what it imports later. */
import { posix } from 'node:path'
import type {
  Plugin as EsbuildPlugin,
  OnResolveArgs,
  OnResolveResult,
  OutputFile,
  PluginBuild,
} from 'esbuild'
import type { Emitted, Message } from '../model.js'
import { codeMessages } from './code-messages.js'
import type { CodeFile, CodeFiles } from './files.js'
import { findPackage, isOwnQuestion } from './packages.js'
import { shortHash } from './styles.js'

/** A script as it is published. */
export interface Script {
  /** Relative to the output folder, such as `assets/copy-code.x7Kd0q2LmN.js`. */
  path: string
  /** The script, and the parts that it loads when they are needed, such as `assets/copy-code.x7Kd0q2LmN.1.js`. */
  files: Emitted[]
}

/** A file, or a text that stands for one beside another. */
export type ScriptEntry = CodeFile | { text: string; from: CodeFile }

/**
 * Bundles a script. What is imported by `import()` becomes a file of its own, with what nothing else imports.
 *
 * @param name Of the file, without hash.
 */
export async function bundleScript(
  entry: ScriptEntry,
  files: CodeFiles,
  name: string,
): Promise<{ value?: Script; messages: Message[] }> {
  const { build } = await import('esbuild')
  try {
    const result = await build({
      entryPoints: [{ in: ENTRY, out: 'client' }],
      bundle: true,
      splitting: true,
      write: false,
      outdir: '.',
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
    return { value: toScript(name, result.outputFiles), messages: codeMessages(result, files) }
  } catch (error) {
    return { messages: codeMessages(error, files) }
  }
}

/** The file that is linked. */
const first = 'client.js'

/**
 * Names the files by one hash of them all. Those that they were given depend on where packages lie; and a part must not
 * be that of another build.
 */
function toScript(name: string, outputs: readonly OutputFile[]): Script {
  const texts = textsOf(outputs)
  const order = inOrder(texts)
  const written = (nameOf: (number: number) => string) =>
    order.map((file) =>
      order.reduce(
        (text, other, number) => text.replaceAll(`"./${other}"`, `"./${nameOf(number)}"`),
        texts.get(file) ?? '',
      ),
    )
  const hash = shortHash(new TextEncoder().encode(written(String).join('\n')))
  const nameOf = (number: number) => `${name}.${hash}.${number > 0 ? `${number}.` : ''}js`
  const files = written(nameOf).map((text, number) => ({
    path: `assets/${nameOf(number)}`,
    body: new TextEncoder().encode(text),
  }))
  return { path: `assets/${nameOf(0)}`, files }
}

/** By name. What is only there for what it may do, and does nothing, is left out: of it nothing remained but its name. */
function textsOf(outputs: readonly OutputFile[]): Map<string, string> {
  const named = outputs.map(({ path, text }) => ({ name: posix.basename(path.replaceAll('\\', '/')), text }))
  const empty = named.filter(({ name, text }) => name !== first && text.trim() === '')
  const without = (text: string) =>
    empty.reduce((left, { name }) => left.replaceAll(`import"./${name}";`, ''), text)
  return new Map(named.map(({ name, text }) => [name, without(text)]))
}

/** Names of files, from the first one on as they are mentioned. */
function inOrder(texts: ReadonlyMap<string, string>): string[] {
  const order = new Set([first])
  for (const file of order) {
    const text = texts.get(file) ?? ''
    const mentioned = [...texts.keys()].filter((other) => text.includes(`"./${other}"`))
    mentioned.sort((a, b) => text.indexOf(`"./${a}"`) - text.indexOf(`"./${b}"`))
    for (const other of mentioned) order.add(other)
  }
  return [...order]
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
