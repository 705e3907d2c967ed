import type { StoreFiles } from './files.js'

/** Files in a map. */
export function createMemoryFiles(): StoreFiles {
  const files = new Map<string, Buffer>()
  return {
    read: (name) => files.get(name),
    readAt: (name, offset, length) => files.get(name)?.subarray(offset, offset + length),
    size: (name) => files.get(name)?.length,
    writeAt(name, offset, chunks) {
      files.set(name, Buffer.concat([(files.get(name) ?? Buffer.alloc(0)).subarray(0, offset), ...chunks]))
    },
    replace: (name, chunks) => void files.set(name, Buffer.concat(chunks)),
    remove: (name) => void files.delete(name),
    list: () => [...files.keys()].sort(),
    close: () => {},
  }
}
