/** The files that user code consists of, named without the folders of this machine. */
import { posix } from 'node:path'
import type { Inputs, Recorder } from './inputs.js'

/** `site`: the project. `theme`: the theme's layouts. `linked`: a package that is a link to a folder of source. */
export type Space = 'site' | 'theme' | 'linked'

/** A file: relative to the theme's folder for `theme`, else to the project's root. */
export interface CodeFile {
  space: Space
  path: string
}

/** Where the spaces lie, and how to look into them. */
export interface CodeFiles {
  /** Bytes, or nothing if there is no such file. */
  read(file: CodeFile): Uint8Array | undefined
  exists(file: CodeFile): boolean
  /** Absolute path. */
  pathOf(file: CodeFile): string
  /** The file that an import means: as written, else with an extension, else the folder's `index`. */
  find(space: Space, path: string): CodeFile | undefined
  /** A file of the real disk, by its absolute path. */
  linked(absolute: string): CodeFile
}

const EXTENSIONS = ['.ts', '.tsx', '.mts', '.js', '.jsx', '.mjs', '.json']

/** Opens the spaces. Both folders are absolute, with `/`. */
export function openFiles(root: string, themeFolder: string | undefined, inputs: Inputs): CodeFiles {
  const pathOf = ({ space, path }: CodeFile) =>
    posix.join(space === 'theme' ? (themeFolder ?? root) : root, path)
  const recorderOf = (space: Space): Recorder => (space === 'site' ? inputs.site : inputs.disk)
  // Read once: the bytes that are hashed must be those that were bundled.
  const cache = new Map<string, Uint8Array | undefined>()
  const read = (file: CodeFile) => {
    const key = keyOf(file)
    if (!cache.has(key)) cache.set(key, recorderOf(file.space).read(pathOf(file)))
    return cache.get(key)
  }
  const exists = (file: CodeFile) => recorderOf(file.space).isFile(pathOf(file))
  return {
    read,
    exists,
    pathOf,
    find: (space, path) =>
      candidates(path)
        .map((candidate) => ({ space, path: candidate }))
        .find(exists),
    linked: (absolute) => ({ space: 'linked', path: posix.relative(root, absolute) }),
  }
}

/** `site:layouts/post.tsx`: names a file in bundles, graphs and hashes. */
export function keyOf({ space, path }: CodeFile): string {
  return `${space}:${path}`
}

/** The file of a key; what esbuild puts behind a `?` is dropped. Nothing if it is no key. */
export function fileOf(key: string): CodeFile | undefined {
  const match = /^(site|theme|linked):([^?]*)/.exec(key)
  return match ? { space: match[1] as Space, path: match[2] ?? '' } : undefined
}

/** How messages name a file: relative to the root, or `@theme/post.tsx`. */
export function shownPath({ space, path }: CodeFile): string {
  return space === 'theme' ? `@theme/${path}` : path
}

/** TypeScript lets authors write `./x.js` for `./x.ts`. */
function candidates(path: string): string[] {
  const typed = /\.[mc]?jsx?$/.test(path)
    ? [path.replace(/js(x?)$/, 'ts$1'), ...(path.endsWith('.js') ? [path.replace(/js$/, 'tsx')] : [])]
    : []
  return [
    path,
    ...typed,
    ...EXTENSIONS.map((extension) => path + extension),
    ...EXTENSIONS.map((extension) => posix.join(path, `index${extension}`)),
  ]
}
