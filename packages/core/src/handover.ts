/** What a site has found out, for another one of the same folder in another thread, which goes on from there. */
import type { ReadStore } from './store.js'

/** What is handed over: can be cloned, and the memory of the store is to be moved. */
export interface Handover {
  /** Nothing if nothing was read. */
  store: ReadStore | undefined
  /** Nothing if the inputs were not looked at. */
  look: Look | undefined
}

/** A look at all inputs of the last build. */
export interface Look {
  /** The state of the store that they were compared with. */
  state: string
  /** Keys of those that are not what they were, or are told apart otherwise. */
  suspects: readonly string[]
}
