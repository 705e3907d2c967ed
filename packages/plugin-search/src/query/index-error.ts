/** Why an index can't be searched. */

/**
 * - `missing`: there is no index. Build the site with the plugin, or mend the address.
 * - `version`: the index has another form. Load the page, or the program, anew.
 * - `changed`: files of the index are of different builds, even after a second look. Try again in a moment.
 * - `damaged`: a file is not what it should be. Build the site again, from an empty cache if that is not enough.
 * - `unreachable`: a file can't be read; `cause` says why. Look at the network.
 */
export type IndexErrorKind = 'missing' | 'version' | 'changed' | 'damaged' | 'unreachable'

/** The index can't be read; `kind` says what to do. */
export class IndexError extends Error {
  override readonly name = 'IndexError'

  /** @param path The file, relative to the folder of the index. */
  constructor(
    readonly kind: IndexErrorKind,
    readonly path: string,
    cause?: unknown,
  ) {
    super(`The search index is no use (${kind}: ${path}). Build the site, or load it anew.`, { cause })
  }
}
