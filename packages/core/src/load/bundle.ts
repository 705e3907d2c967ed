/** Bundles user code with esbuild, and finds out what each entry consists of. */

import { fileURLToPath } from 'node:url'
import type { BuildResult as EsbuildResult, Metafile } from 'esbuild'
import { hashOf } from '../engine/codec.js'
import type { Host, Message } from '../model.js'
import { codeMessages } from './code-messages.js'
import { type Environment, type EnvRead, namesOfEnv, recordEnvironment } from './environment.js'
import { type CodeFile, type CodeFiles, fileOf, keyOf } from './files.js'
import type { Inputs } from './inputs.js'
import { conditions, identitiesOf } from './packages.js'
import { define, ENTRY, PROCESS, resolvePlugin } from './resolve.js'

/** What goes into a bundle. */
export interface BundleOptions {
  host: Host
  files: CodeFiles
  inputs: Inputs
  resolveFrom: readonly string[]
  themeFiles: readonly string[]
  /** By name: a file, or a package to import. */
  entries: ReadonlyMap<string, CodeFile | string>
}

/** Code that is ready to run. */
export interface Bundle {
  code: string
  /** Source map as JSON, its sources are keys of files. */
  map: string
  environment: Environment
  /** What an entry consists of: its files, packages and the variables that they name. */
  contents(entry: CodeFile | string): Contents
}

/** What an entry consists of, in words that are the same on every machine; sorted. */
export interface Contents {
  files: [key: string, hash: string][]
  packages: string[]
  env: EnvRead[]
}

/** Bundles; the value is missing if there are errors. */
export async function bundle(options: BundleOptions): Promise<{ value?: Bundle; messages: Message[] }> {
  const { build } = await import('esbuild')
  let result: EsbuildResult<{ write: false; metafile: true }>
  try {
    result = await build({
      entryPoints: [ENTRY],
      bundle: true,
      write: false,
      metafile: true,
      outfile: 'code.mjs',
      format: 'esm',
      platform: 'node',
      target: 'node20',
      charset: 'utf8',
      sourcemap: 'external',
      sourcesContent: false,
      jsx: 'automatic',
      jsxImportSource: 'preact',
      tsconfigRaw: {},
      conditions,
      inject: [PROCESS],
      define,
      logLevel: 'silent',
      plugins: [resolvePlugin({ ...options, entry: entryText(options.entries) })],
    })
  } catch (error) {
    return { messages: codeMessages(error, options.files) }
  }
  return { value: toBundle(options, result), messages: codeMessages(result, options.files) }
}

/** Dynamic imports become functions that evaluate a module at the first call. */
function entryText(entries: BundleOptions['entries']): string {
  const lines = [...entries].map(([name, entry]) => {
    const specifier = typeof entry === 'string' ? entry : keyOf(entry)
    return `  [${JSON.stringify(name)}, () => import(${JSON.stringify(specifier)})],`
  })
  return `export { receive } from '${PROCESS}'\nexport const entries = new Map([\n${lines.join('\n')}\n])\n`
}

function toBundle(options: BundleOptions, result: EsbuildResult<{ write: false; metafile: true }>): Bundle {
  const environment = recordEnvironment(options.host)
  const textOf = (suffix: string) => result.outputFiles.find(({ path }) => path.endsWith(suffix))?.text ?? ''
  return {
    code: textOf('.mjs'),
    map: textOf('.map'),
    environment,
    contents: (entry) => contentsOf(options, result.metafile, environment, entry),
  }
}

function contentsOf(
  { files, inputs }: BundleOptions,
  { inputs: graph }: Metafile,
  environment: Environment,
  entry: CodeFile | string,
): Contents {
  const { keys, externals } = closure(graph, entry)
  const found = keys.flatMap((key) => fileOf(key) ?? [])
  const bytes = found.map((file) => files.read(file) ?? new Uint8Array())
  const names = bytes.flatMap((each) => namesOfEnv(new TextDecoder().decode(each)))
  return {
    files: unique(found.map((file, index) => `${keyOf(file)}\n${hashOf(bytes[index] ?? '')}`)).map(
      (line) => line.split('\n') as [string, string],
    ),
    packages: unique(
      externals.flatMap((url) => identitiesOf(fileURLToPath(url).replaceAll('\\', '/'), inputs.disk)),
    ),
    env: unique(names).map((name) => ({ name, value: environment.ask(name) })),
  }
}

/** All that an entry imports, directly or not. */
function closure(graph: Metafile['inputs'], entry: CodeFile | string) {
  const seen = new Set<string>()
  const externals = new Set<string>()
  const visit = (key: string) => {
    if (seen.has(key)) return
    seen.add(key)
    for (const { path, external } of graph[key]?.imports ?? []) {
      if (!external) visit(path)
      else if (path.startsWith('file:')) externals.add(path)
    }
  }
  if (typeof entry !== 'string') visit(keyOf(entry))
  else {
    const own = graph[`virtual:${ENTRY}`]?.imports.find(({ path, original }) => (original ?? path) === entry)
    if (own?.external) externals.add(own.path)
    else if (own) visit(own.path)
  }
  return { keys: [...seen], externals: [...externals] }
}

function unique(texts: string[]): string[] {
  return [...new Set(texts)].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
}
