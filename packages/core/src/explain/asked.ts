/** What explaining works with. */
import type { Host } from '../model.js'
import type { Store } from '../store.js'
import type { Noun } from './explanation.js'
import type { Names } from './target.js'

/** The store, the world as it is now, and where names are to be understood. */
export interface Asked extends Names {
  store: Store
  host: Host
  /** Milliseconds since 1970. */
  now: number
  /** Files that the code of the latest build was made from: paths from the root, or absolute outside of it. */
  codeFiles: readonly string[]
  /** Which of these, and of the variables that the code read, are no longer what they were. */
  changedCode(): Noun[]
}
