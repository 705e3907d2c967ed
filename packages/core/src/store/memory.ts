/** A store that ends with the process. */
import type { Store } from '../store.js'
import { createMemoryFiles } from './memory-files.js'
import { openStore } from './open.js'

/** Creates an empty store in memory. */
export function createMemoryStore(): Store {
  return openStore(createMemoryFiles(), { version: 'memory' })
}
