/** What the main thread and the one of the site see at once, without a message: it may be in a loop that reads none. */

/** A few numbers, and the text of what code of others is at. */
export interface Cells {
  numbers: Int32Array
  text: Uint8Array
}

/** Places in `numbers`. */
export const cell = {
  /** Goes up while the event loop of the thread turns. */
  beat: 0,
  /** Goes up with each step of a build. */
  step: 1,
  /** How much code of others is at work. */
  working: 2,
  /** Length of the text, in bytes. */
  length: 3,
  /** Id of the last question that nobody waits for any more. */
  superseded: 4,
  /** Id of the last question whose publish the main thread knows of. */
  begun: 5,
  /** 1 while files are written. */
  writing: 6,
} as const

const count = 8
const room = 2048

/** The memory of the cells, to be given to the thread. */
export function createCellMemory(): SharedArrayBuffer {
  return new SharedArrayBuffer(count * 4 + room)
}

/** The cells in their memory. */
export function cellsIn(memory: SharedArrayBuffer): Cells {
  return { numbers: new Int32Array(memory, 0, count), text: new Uint8Array(memory, count * 4) }
}
