/** The files of an index, where a browser has them from. */
import type { IndexFiles } from '../format/files.js'

/** @param folder Absolute address of the folder of the index, with `/` at its end. */
export function httpFiles(folder: string): IndexFiles {
  return {
    async read(path, hash, isStale) {
      const address = `${folder}${path}${hash ? `?h=${hash}` : ''}`
      const response = await fetch(address, { cache: isStale ? 'reload' : hash ? 'default' : 'no-cache' })
      if (response.ok) return new Uint8Array(await response.arrayBuffer())
      if (response.status === 404) return undefined
      throw new Error(`${address} answers ${response.status}`)
    },
  }
}
