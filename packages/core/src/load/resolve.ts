/** The esbuild plugin that reads user code through hosts and leaves packages to Node. */
import { isBuiltin } from 'node:module'
import { posix } from 'node:path'
import type { Loader, OnLoadResult, OnResolveArgs, OnResolveResult, Plugin, PluginBuild } from 'esbuild'
import { nearest } from '../nearest.js'
import { type CodeFile, type CodeFiles, fileOf, keyOf } from './files.js'
import { type Resolved, resolveOriginal, resolveRelative } from './overrides.js'
import { type FoundPackage, findPackage, isOwnQuestion, toUrl } from './packages.js'

/** What the plugin needs to know. */
export interface ResolveOptions {
  files: CodeFiles
  resolveFrom: readonly string[]
  /** Text of the generated entry; its imports are keys of files, or packages. */
  entry: string
  /** Paths of the theme's files, for suggestions. */
  themeFiles: readonly string[]
}

/** Why an import failed; travels as `detail` of esbuild's message. */
export interface MissingImport {
  missing: 'package' | 'file' | 'theme'
  specifier: string
  suggestion?: string
}

/** Imported by the entry to hand in `process`, and injected wherever code speaks of `process`. */
export const PROCESS = 'blog-build:process'

/** The name under which the generated entry is bundled. */
export const ENTRY = 'blog-build:entry'

const LOADERS: ReadonlyMap<string, Loader> = new Map<string, Loader>([
  ['.ts', 'ts'],
  ['.mts', 'ts'],
  ['.cts', 'ts'],
  ['.tsx', 'tsx'],
  ['.js', 'jsx'],
  ['.mjs', 'js'],
  ['.cjs', 'js'],
  ['.jsx', 'jsx'],
  ['.json', 'json'],
  ['.svg', 'text'],
  ['.txt', 'text'],
  ['.md', 'text'],
])

/** Identifiers for what a bundle would otherwise forget about its files (see `withPlace`), and for `process`. */
export const define: Record<string, string> = {
  'globalThis.process': 'process',
  'import.meta.url': '__blog_build_url',
  'import.meta.filename': '__blog_build_filename',
  'import.meta.dirname': '__blog_build_dirname',
  __filename: '__blog_build_filename',
  __dirname: '__blog_build_dirname',
}

/** Makes the plugin. */
export function resolvePlugin(options: ResolveOptions): Plugin {
  return {
    name: 'blog-build',
    setup(build) {
      const found: FoundPackages = new Map()
      build.onResolve({ filter: /.*/ }, (args) => resolve(build, options, found, args))
      build.onLoad({ filter: /.*/, namespace: 'virtual' }, ({ path }) => ({
        contents: virtualModule(path, options.entry),
        loader: 'js',
      }))
      build.onLoad({ filter: /.*/, namespace: 'site' }, load)
      build.onLoad({ filter: /.*/, namespace: 'theme' }, load)
      build.onLoad({ filter: /.*/, namespace: 'linked' }, load)
    },
  }
  function load({ namespace, path, pluginData }: { namespace: string; path: string; pluginData: unknown }) {
    return loadFile(options.files, { space: namespace as CodeFile['space'], path }, pluginData)
  }
}

/** Answers by specifier and folder: most files import the same few packages. */
type FoundPackages = Map<string, Promise<FoundPackage | undefined>>

async function resolve(
  build: PluginBuild,
  options: ResolveOptions,
  found: FoundPackages,
  args: OnResolveArgs,
): Promise<OnResolveResult | undefined> {
  if (isOwnQuestion(args.pluginData)) return undefined
  const { path: specifier } = args
  if (specifier === ENTRY || specifier === PROCESS) return { path: specifier, namespace: 'virtual' }
  if (/^(node:)?process$/.test(specifier) && args.namespace !== 'virtual') {
    return { path: 'process', namespace: 'virtual' }
  }
  if (isBuiltin(specifier) || specifier.startsWith('file:')) return { path: specifier, external: true }
  const importer: CodeFile = { space: args.namespace as CodeFile['space'], path: args.importer }
  if (args.namespace === 'virtual') {
    const named = fileOf(specifier)
    if (named !== undefined) return toResult(named)
    Object.assign(importer, { space: 'site', path: 'blog.config.ts' })
  }
  if (/^(\.\.?(\/|$)|\/)/.test(specifier)) return resolveLocal(options, importer, args)
  if (specifier.startsWith('@theme/')) return resolveTheme(options, importer, specifier)
  return resolvePackage(build, options, found, importer, args)
}

function resolveLocal(
  { files }: ResolveOptions,
  importer: CodeFile,
  { path: specifier, pluginData }: OnResolveArgs,
): OnResolveResult {
  const isAbsolute = specifier.startsWith('/')
  const asker = (pluginData as Resolved | undefined)?.asker
  const found = isAbsolute
    ? files.find('linked', files.linked(specifier).path)
    : resolveRelative(files, importer, specifier, asker)
  return found ? toResult(found) : missing({ missing: 'file', specifier })
}

function resolveTheme(options: ResolveOptions, importer: CodeFile, specifier: string): OnResolveResult {
  const original = resolveOriginal(options.files, importer, specifier)
  if (original !== undefined) return toResult(original.file, original.asker)
  const names = options.themeFiles.map((path) => `@theme/${path.replace(/\.\w+$/, '')}`)
  const suggestion = nearest(specifier, names)
  return missing({ missing: 'theme', specifier, ...(suggestion === undefined ? {} : { suggestion }) })
}

async function resolvePackage(
  build: PluginBuild,
  { files, resolveFrom }: ResolveOptions,
  cache: FoundPackages,
  importer: CodeFile,
  { path: specifier, namespace }: OnResolveArgs,
): Promise<OnResolveResult> {
  const folder = posix.dirname(files.pathOf(importer))
  // What the generated entry imports are Markdown plugins by name: core and the command may lend theirs.
  const isOptional = namespace === 'virtual' ? true : undefined
  const key = `${specifier}\n${folder}\n${isOptional}`
  const asked = cache.get(key) ?? findPackage(build, specifier, folder, resolveFrom, isOptional)
  cache.set(key, asked)
  const found = await asked
  if (found === undefined) return missing({ missing: 'package', specifier })
  return found.external ? { path: toUrl(found.path), external: true } : toResult(files.linked(found.path))
}

function toResult(file: CodeFile, asker?: string): OnResolveResult {
  return {
    path: file.path,
    namespace: file.space,
    ...(asker === undefined
      ? {}
      : { suffix: `?for=${asker}`, pluginData: { file, asker } satisfies Resolved }),
  }
}

function missing(detail: MissingImport): OnResolveResult {
  return { errors: [{ text: `Cannot find ${detail.specifier}`, detail }] }
}

function loadFile(files: CodeFiles, file: CodeFile, pluginData: unknown): OnLoadResult {
  const bytes = files.read(file)
  if (bytes === undefined) return { errors: [{ text: `Cannot read ${keyOf(file)}` }] }
  const extension = posix.extname(file.path)
  const loader = LOADERS.get(extension)
  if (loader === undefined)
    return { errors: [{ text: `Files of the kind ${extension || file.path} can't be imported` }] }
  const text = new TextDecoder().decode(bytes)
  return { contents: withPlace(text, loader, files.pathOf(file)), loader, pluginData }
}

/** Lets code that asks where it lies hear of its own file, not of the bundle. */
function withPlace(text: string, loader: Loader, path: string): string {
  return placePrefix(text, loader, path) + text
}

/** On the first line, so that lines stay true; `prefixLength` corrects its columns. */
function placePrefix(text: string, loader: Loader, path: string): string {
  if (loader === 'json' || loader === 'text') return ''
  if (!/\bimport\s*\.\s*meta\b|\b__(file|dir)name\b/.test(text)) return ''
  const names = { url: toUrl(path), filename: path, dirname: posix.dirname(path) }
  return Object.entries(names)
    .map(([name, value]) => `const __blog_build_${name} = ${JSON.stringify(value)};`)
    .join('')
}

/** How far the first line of a file was shifted to the right. */
export function prefixLength(files: CodeFiles, file: CodeFile): number {
  const loader = LOADERS.get(posix.extname(file.path))
  const bytes = loader && files.read(file)
  return bytes ? placePrefix(new TextDecoder().decode(bytes), loader, files.pathOf(file)).length : 0
}

function virtualModule(path: string, entry: string): string {
  if (path === ENTRY) return entry
  if (path === PROCESS) {
    // A module with a process already serves another site: it says so and the text is run anew.
    return `let process
const receive = (given) => process === undefined && (process = given) !== undefined
export { process, receive }`
  }
  return `import { process } from '${PROCESS}'
export * from 'node:process'
export const env = process.env
export default process`
}
