/**
 * Sequences that failed once, as fast-check names them. Each is run first, for ever. When the edits themselves
 * change, a seed means another sequence: what an entry found should have a test of its own, beside what it was in.
 */

/** Where a sequence comes from. */
export interface Regression {
  seed: number
  path: string
}

/** Of `random.test.ts`. */
export const inMemory: readonly Regression[] = []

/** Of `random-disk.test.ts`. */
export const onDisk: readonly Regression[] = [{ seed: 488225744, path: '0' }]
