/** A search over the files that a build made. */
import { indexFolder } from '../src/plugin.js'
import type { Search } from '../src/query/found.js'
import { createSearch } from '../src/query/search.js'
import { loadStemmers } from '../src/terms/stemmers.js'

/** @param bytes Of an output, by its path. @param onRead Told each file that is read. */
export async function openBuilt(
  bytes: (path: string) => Uint8Array | undefined,
  language = 'en',
  onRead: (path: string, size: number) => void = () => {},
): Promise<Search> {
  const files = {
    read: async (path: string) => {
      const found = bytes(`${indexFolder}/${path}`)
      if (found) onRead(path, found.length)
      return found
    },
  }
  return createSearch({ files, stemmers: await loadStemmers([language]), language })
}
