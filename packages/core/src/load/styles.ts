/** The theme's and the project's style sheets, as one file. */
import { posix } from 'node:path'
import type { OnResolveArgs, OnResolveResult, Plugin, PluginBuild } from 'esbuild'
import { hashOf } from '../engine/codec.js'
import type { Emitted, Message } from '../model.js'
import { codeMessages } from './code-messages.js'
import { type CodeFile, type CodeFiles, fileOf, keyOf } from './files.js'
import { conditions, findPackage, isOwnQuestion } from './packages.js'
import type { MissingImport } from './resolve.js'

/** The style sheet of the site. */
export interface Styles {
  /** Relative to the output folder, for example `assets/style.x7Kd0q2LmN.css`. */
  path: string
  bytes: Uint8Array
  /** Fonts and images that it refers to, sorted by path. */
  files: Emitted[]
}

const ENTRY = 'blog-build:styles'

/**
 * Bundles style sheets in the given order. No value if there are none, or errors.
 *
 * @param name Of the file, without hash.
 */
export async function bundleStyles(
  sheets: readonly CodeFile[],
  files: CodeFiles,
  name = 'style',
): Promise<{ value?: Styles; messages: Message[] }> {
  if (sheets.length === 0) return { messages: [] }
  const { build } = await import('esbuild')
  const emitted = new Map<string, Uint8Array>()
  try {
    const result = await build({
      entryPoints: [ENTRY],
      bundle: true,
      write: false,
      outfile: 'style.css',
      minify: true,
      charset: 'utf8',
      conditions,
      tsconfigRaw: {},
      logLevel: 'silent',
      plugins: [stylePlugin(sheets, files, emitted)],
    })
    const bytes = result.outputFiles[0]?.contents ?? new Uint8Array()
    return { value: toStyles(name, bytes, emitted), messages: codeMessages(result, files) }
  } catch (error) {
    return { messages: codeMessages(error, files) }
  }
}

function toStyles(name: string, bytes: Uint8Array, emitted: ReadonlyMap<string, Uint8Array>): Styles {
  const files = [...emitted].map(([path, body]) => ({ path, body }))
  files.sort((a, b) => (a.path < b.path ? -1 : 1))
  return { path: `assets/${name}.${shortHash(bytes)}.css`, bytes, files }
}

function stylePlugin(
  sheets: readonly CodeFile[],
  files: CodeFiles,
  emitted: Map<string, Uint8Array>,
): Plugin {
  const load = ({ namespace, path }: { namespace: string; path: string }) => ({
    contents: files.read({ space: namespace as CodeFile['space'], path }) ?? '',
    loader: 'css' as const,
  })
  return {
    name: 'blog-build-styles',
    setup(build) {
      build.onResolve({ filter: /.*/ }, (args) => resolve(build, files, emitted, args))
      build.onLoad({ filter: /.*/, namespace: 'virtual' }, () => ({
        contents: sheets.map((sheet) => `@import ${JSON.stringify(keyOf(sheet))};`).join('\n'),
        loader: 'css',
      }))
      for (const namespace of ['site', 'theme', 'linked']) build.onLoad({ filter: /.*/, namespace }, load)
    },
  }
}

async function resolve(
  build: PluginBuild,
  files: CodeFiles,
  emitted: Map<string, Uint8Array>,
  args: OnResolveArgs,
): Promise<OnResolveResult | undefined> {
  if (isOwnQuestion(args.pluginData)) return undefined
  if (args.path === ENTRY) return { path: ENTRY, namespace: 'virtual' }
  if (args.namespace === 'virtual') {
    const { space, path } = fileOf(args.path) ?? { space: 'site', path: args.path }
    return { path, namespace: space }
  }
  if (/^([a-z][a-z\d+.-]*:|\/\/|#)/i.test(args.path)) return { path: args.path, external: true }
  const isImport = args.kind === 'import-rule'
  // `/x` is an address of the site. The sheet lies in `assets/`: from there it is right under any base path.
  if (args.path.startsWith('/')) return { path: `..${args.path}`, external: true }
  const [, plain = '', suffix = ''] = /^([^?#]*)(.*)$/s.exec(args.path) ?? []
  const file = await find(build, files, args, plain)
  if (file === undefined) {
    const detail: MissingImport = { missing: 'file', specifier: args.path }
    return { errors: [{ text: `Cannot find ${args.path}`, detail }] }
  }
  if (isImport) return { path: file.path, namespace: file.space }
  return { path: emit(emitted, file.path, files.read(file) ?? new Uint8Array()) + suffix, external: true }
}

/** A file beside the sheet; else a file of a package, as in `@import "katex/dist/katex.min.css"`. */
async function find(
  build: PluginBuild,
  files: CodeFiles,
  args: OnResolveArgs,
  specifier: string,
): Promise<CodeFile | undefined> {
  const importer: CodeFile = { space: args.namespace as CodeFile['space'], path: args.importer }
  const folder = posix.dirname(importer.path)
  for (const path of new Set([specifier, decoded(specifier)])) {
    const file = { space: importer.space, path: posix.join(folder, path) }
    if (files.exists(file)) return file
  }
  if (specifier.startsWith('.') || args.kind !== 'import-rule') return undefined
  const found = await findPackage(build, specifier, posix.dirname(files.pathOf(importer)), [])
  return found && files.linked(found.path)
}

/** Publishes a file beside the style sheet; gives its address from there. */
function emit(emitted: Map<string, Uint8Array>, path: string, bytes: Uint8Array): string {
  const { name, ext } = posix.parse(path)
  const plain = name.toLowerCase().replace(/[^a-z\d]+/g, '-')
  const file = `${plain}.${shortHash(bytes)}${ext.toLowerCase()}`
  emitted.set(`assets/${file}`, bytes)
  return `./${file}`
}

/** Of a file's bytes, for its name. */
export function shortHash(bytes: Uint8Array): string {
  return hashOf(bytes).slice(0, 10).replaceAll('_', '-')
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
