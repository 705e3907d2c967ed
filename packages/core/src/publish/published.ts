/** A file of the output folder, as it was published. */
import type { Output } from '../model.js'

/** A file of the output folder. */
export interface PublishedFile extends Output {
  /** Size in bytes and time in milliseconds since 1970, as the disk gave them; absent if they prove nothing. */
  size?: number | undefined
  mtime?: number | undefined
}

/** How the files of an output folder changed. */
export interface FilesChange {
  /** `set` is all there is: the first build of a site says so. */
  isWhole: boolean
  /** Files that came, or are others than before; sorted by path. */
  set: PublishedFile[]
  /** Paths of files that are gone, sorted. */
  removed: string[]
}
