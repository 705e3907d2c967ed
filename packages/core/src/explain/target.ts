/** What somebody asks about: an output by its address or path, or a source. */
import { posix } from 'node:path'
import { nearest } from '../nearest.js'
import type { KnownOutput } from './outputs.js'

/** Where the names are to be understood. */
export interface Names {
  root: string
  /** Absolute path of the folder that relative paths start from; the root is tried after it. */
  cwd: string
  /** The output folder, absolute or relative to the root. */
  out: string
  /** Such as `/blog/`. */
  base: string
}

/** Paths from the root that a text may mean; the likeliest first. */
export function pathsOf(target: string, { root, cwd }: Names): string[] {
  const text = target.replaceAll('\\', '/')
  const tried = [posix.resolve(cwd, text), posix.resolve(root, text), posix.resolve(root, 'content', text)]
  const below = tried.filter((path) => path.startsWith(`${root}/`)).map((path) => path.slice(root.length + 1))
  return [...new Set(below.flatMap((path) => [path, path.normalize('NFC')]))]
}

/** The output that a text names by its address, with or without origin and base path, or by its path. */
export function outputOf(
  target: string,
  outputs: readonly KnownOutput[],
  names: Names,
): KnownOutput | undefined {
  const byUrl = new Map(outputs.map((output) => [output.url, output]))
  const byPath = new Map(outputs.map((output) => [output.path, output]))
  for (const address of addressesOf(target, names.base)) {
    const found = byUrl.get(address) ?? byPath.get(address.slice(1))
    if (found) return found
  }
  const out = posix.resolve(names.root, names.out)
  const below = [posix.resolve(names.cwd, target), posix.resolve(names.root, target)]
    .filter((path) => path.startsWith(`${out}/`))
    .map((path) => path.slice(out.length + 1))
  return below.map((path) => byPath.get(path)).find((found) => found !== undefined)
}

/** `/blog/a`, `a/` and `https://example.org/blog/a/index.html?x#y` may all be `/a/`. */
function addressesOf(target: string, base: string): string[] {
  const text = decoded(target.replace(/^https?:\/\/[^/]*/i, '').replace(/[?#].*$/s, ''))
  const whole = text.startsWith('/') ? text : `/${text}`
  const inner = `${whole}/`.startsWith(base) ? [`/${whole.slice(base.length)}`] : []
  return [whole, ...inner].flatMap((path) => [path, `${path}/`, path.replace(/\/index\.html$/, '/')])
}

function decoded(text: string): string {
  try {
    return decodeURI(text).normalize('NFC')
  } catch {
    return text.normalize('NFC')
  }
}

/** At most three names that may have been meant: one letter off, or of the same last part. */
export function nearNames(target: string, outputs: readonly KnownOutput[], sources: string[]): string[] {
  const text = decoded(target).replaceAll('\\', '/')
  const near = [
    nearest(
      text,
      outputs.map(({ url }) => url),
    ),
    nearest(text, sources),
    nearest(`content/${text}`, sources),
    nearest(
      text,
      outputs.map(({ path }) => path),
    ),
  ]
  const last = text.split('/').findLast((part) => part !== '')
  const ending = [...outputs.map(({ url }) => url), ...sources].filter(
    (name) => last !== undefined && (name.endsWith(`/${last}`) || name.endsWith(`/${last}/`)),
  )
  return [...new Set([...near.filter((name) => name !== undefined), ...ending])].slice(0, 3)
}
