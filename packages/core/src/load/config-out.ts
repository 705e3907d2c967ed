/** Which output folders are refused: those whose use would endanger the author's own files. */
import { posix } from 'node:path'

/** What must be known of a project to judge an output folder. */
export interface OutOptions {
  /** Absolute path of the project, if known. */
  root?: string | undefined
  /** Folders and files of the author, relative to the root. */
  own: readonly string[]
}

/** Folders of a project that output must never replace. */
export const ownFolders: readonly string[] = ['content', 'layouts', 'styles', 'public']

/** Names that are never output, at whatever place of the project. */
const NEVER = new Set(['node_modules', '.git'])

/** Files of the project that a folder would take the place of. */
const CONFIG = /^blog\.config\.[^/]+$/

/**
 * The output folder as it is kept: relative to the root where it lies below it, else absolute.
 *
 * @returns The folder, or the reason why it is refused.
 */
export function toOut(out: string, options: OutOptions): { out: string } | { refused: string } {
  const written = out.trim().replaceAll('\\', '/')
  if (written.includes('\0')) return { refused: 'its name contains a zero character' }
  if (/^~(\/|$)/.test(written)) return { refused: '`~` is not expanded here; write the whole path' }
  const path = relativeToRoot(written, options.root)
  const isAbsolute = /^(\/|[A-Za-z]:)/.test(path)
  if (isAbsolute && (options.root === undefined || !isParent(path, options.root))) return { out: path }
  const refused = reasonAgainst(path, options)
  return refused === undefined ? { out: path } : { refused }
}

/** Without a trailing slash; `''` is the root, `..` one of its parents. */
function relativeToRoot(path: string, root: string | undefined): string {
  const normal = posix.normalize(path).replace(/(?<=.)\/+$/, '')
  if (!/^(\/|[A-Za-z]:)/.test(normal)) return normal === '.' ? '' : normal
  if (root === undefined) return normal
  const relative = posix.relative(root, normal)
  return relative === '..' || relative.startsWith('../') ? normal : relative
}

function isParent(path: string, root: string): boolean {
  return path === '/' || root === path || root.startsWith(`${path}/`)
}

function reasonAgainst(path: string, { root, own }: OutOptions): string | undefined {
  if (path === '') return 'it is the project itself'
  if (path === '..' || /^(\.\.\/)+\.\.$/.test(path) || path === '/') return 'the project lies in it'
  if (path.startsWith('/') || /^[A-Za-z]:/.test(path)) return 'the project lies in it'
  // `../site/content` may lead back into the project.
  if (path.startsWith('../')) {
    if (root === undefined) return undefined
    const absolute = posix.join(root, path)
    if (isParent(absolute, root)) return 'the project lies in it'
    const relative = posix.relative(root, absolute)
    return relative.startsWith('../') ? undefined : reasonAgainst(relative, { root, own })
  }
  // Some disks take upper and lower case for the same.
  const folded = path.toLowerCase()
  const parts = folded.split('/')
  const never = parts.find((part) => NEVER.has(part))
  if (never !== undefined) return `\`${never}\` belongs to another program`
  if (parts.includes('.blog-build')) return '`.blog-build` holds what blog-build remembers'
  if (CONFIG.test(parts[0] ?? '')) return 'it would stand in the place of the configuration'
  const mine = own.find((folder) => overlaps(folded, folder.toLowerCase()))
  return mine === undefined ? undefined : `it would hold, or lie in, \`${mine}\`, which is yours`
}

function overlaps(out: string, folder: string): boolean {
  return out === folder || out.startsWith(`${folder}/`) || folder.startsWith(`${out}/`)
}
