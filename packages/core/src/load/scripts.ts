/** Scripts for browsers: a module with all that it imports, and files of their own for what it imports later. */
import { posix } from 'node:path'
import type {
  BuildResult,
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
 * Bundles a script. What is imported by `import()` becomes a file of its own, unless it shares modules with the script or
 * with another such file: what they share would run before all else of them, and order is part of what modules mean. Then
 * all of it is one file, where each module still runs when it is asked for.
 *
 * @param name Of the file, without hash.
 */
export async function bundleScript(
  entry: ScriptEntry,
  files: CodeFiles,
  name: string,
): Promise<{ value?: Script; messages: Message[] }> {
  try {
    const parts = await bundle(entry, files, true)
    const result = isApart(parts) ? parts : await bundle(entry, files, false)
    return {
      value: toScript(name, result.outputFiles, hintOf(entry, files)),
      messages: codeMessages(result, files),
    }
  } catch (error) {
    return { messages: codeMessages(error, files) }
  }
}

/** A comment that asks a browser to compile all of a script, in a thread of its own, while it is loaded. */
const hint = '//# allFunctionsCalledOnLoad'

/** What the first line of a script asks for, the first line of what is published will ask for too. */
function hintOf(entry: ScriptEntry, files: CodeFiles): string {
  const text = 'text' in entry ? entry.text : new TextDecoder().decode(files.read(entry))
  return text.replace(/^\ufeff/, '').split(/\r?\n/, 1)[0] === hint ? `${hint}\n` : ''
}

type Bundle = BuildResult<{ write: false; metafile: true }>

async function bundle(entry: ScriptEntry, files: CodeFiles, splitting: boolean): Promise<Bundle> {
  const { build } = await import('esbuild')
  return build({
    entryPoints: [{ in: ENTRY, out: main }],
    bundle: true,
    splitting,
    write: false,
    metafile: true,
    outdir: '.',
    chunkNames: '[hash]',
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
}

/** The file that is linked, until it is named. No code has this text by chance. */
const main = 'script-4kq7x0zd'

/**
 * Whether no file needs another one before it can run, nor imports later what it has. One that is empty is needed by nobody.
 * What is CommonJS would lose the names of what it exports.
 */
function isApart({ metafile: { inputs, outputs } }: Bundle): boolean {
  return Object.values(outputs).every((output) => {
    const later = Object.keys(output.inputs).flatMap((path) => inputs[path]?.imports ?? [])
    return (
      !output.imports.some(({ path, kind }) => kind !== 'dynamic-import' && outputs[path]?.bytes !== 0) &&
      !later.some(
        ({ path, kind }) =>
          kind === 'dynamic-import' && (Object.hasOwn(output.inputs, path) || inputs[path]?.format === 'cjs'),
      )
    )
  })
}

/**
 * Names the files by one hash of them all. Those that they were given depend on where packages lie; and a part must not
 * be that of another build.
 */
function toScript(name: string, outputs: readonly OutputFile[], head: string): Script {
  const texts = textsOf(outputs)
  const order = inOrder(texts)
  const written = (nameOf: (number: number) => string) =>
    order.map((file, number) => {
      const text = (texts.get(file) ?? '').replace(named, (whole, other) =>
        texts.has(other) ? `"./${nameOf(order.indexOf(other))}"` : whole,
      )
      return number > 0 ? text : head + text
    })
  const hash = shortHash(new TextEncoder().encode(written(String).join('\n')))
  const nameOf = (number: number) => `${name}.${hash}.${number > 0 ? `${number}.` : ''}js`
  const files = written(nameOf).map((text, number) => ({
    path: `assets/${nameOf(number)}`,
    body: new TextEncoder().encode(text),
  }))
  return { path: `assets/${nameOf(0)}`, files }
}

/** By name. Of a file that is empty nothing remains, nor its name where others have it. */
function textsOf(outputs: readonly OutputFile[]): ReadonlyMap<string, string> {
  const texts = new Map(outputs.map(({ path, text }) => [posix.basename(path.replaceAll('\\', '/')), text]))
  const whole = [...texts].map(([name, text]): [string, string] => [
    name,
    text.replace(/import"\.\/([\w.-]+)";/g, (statement, other) => (texts.get(other) === '' ? '' : statement)),
  ])
  return new Map(whole)
}

/** How files name each other. The names are hashes, which no other text has by chance. */
const named = /"\.\/([\w.-]+)"/g

/** Names of files, from the main one on as they are mentioned. */
function inOrder(texts: ReadonlyMap<string, string>): string[] {
  const order = new Set([`${main}.js`])
  for (const file of order) {
    for (const [, other = ''] of (texts.get(file) ?? '').matchAll(named))
      if (texts.has(other)) order.add(other)
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
