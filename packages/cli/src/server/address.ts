/** Addresses of the server: the target of a request read, and the address of a file written. */

/** A request target that is plainly a path. */
export interface Target {
  /** Parts of the path, decoded; `['']` is `/`, and a path that ends with `/` has an empty last one. */
  segments: string[]
  /** As it was sent, with its `?`; empty if there is none. */
  query: string
}

/**
 * Reads a request target, and decodes it once. What could mean a path to one reader and another path to the next is
 * none: dot segments, empty segments, backslashes, encoded slashes, control characters, bytes that are no UTF-8.
 *
 * @param raw As it stands in the request.
 */
export function toTarget(raw: string): Target | undefined {
  if (!plain.test(raw)) return undefined
  const end = raw.indexOf('?')
  const path = end < 0 ? raw : raw.slice(0, end)
  const segments: string[] = []
  const parts = path.slice(1).split('/')
  for (const [at, part] of parts.entries()) {
    const segment = decoded(part)
    if (segment === undefined || unclear.test(segment) || segment === '.' || segment === '..')
      return undefined
    if (segment === '' && at < parts.length - 1) return undefined
    segments.push(segment)
  }
  return { segments, query: end < 0 ? '' : raw.slice(end) }
}

/** The address of a path below a base, encoded; it starts with one slash and holds nothing that a header can't. */
export function addressOf(base: readonly string[], path: string): string {
  return `/${[...base, ...path.split('/')].map(encodeURIComponent).join('/')}`
}

/** What lies before the last slash of a base path: `/blog/` gives `['blog']`, `/` nothing. */
export function toBase(base: string): string[] {
  const segments = base.split('/').filter((part) => part !== '')
  return segments.map((part) => decoded(part) ?? part)
}

/** Starts with `/`, and is of visible ASCII; a fragment is never sent. */
const plain = /^\/[\x21\x22\x24-\x5b\x5d-\x7e]*$/

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
const unclear = /[/\\\u0000-\u001f\u007f]/

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part)
  } catch {
    return undefined
  }
}
