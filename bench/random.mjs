/** Numbers that look random and are the same on every machine: mulberry32, seeded. */

/**
 * @typedef {object} Random
 * @property {() => number} next At least 0, less than 1.
 * @property {(from: number, to: number) => number} integer Both ends included.
 * @property {(chance: number) => boolean} chance True with that probability.
 * @property {<T>(list: readonly T[]) => T} pick One of the list, each as likely as the others.
 * @property {<T>(list: readonly T[]) => T} pickSkewed One of the list; those in front far more often.
 */

/**
 * A generator of its own for each seed, so that post 7 is the same whatever stands before it.
 *
 * @param {number} seed
 * @returns {Random}
 */
export function createRandom(seed) {
  // Neighbouring seeds would begin alike without this.
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  /** @type {<T>(list: readonly T[], at: number) => T} */
  const at = (list, share) => /** @type {any} */ (list[Math.floor(share * list.length)])
  return {
    next,
    integer: (from, to) => from + Math.floor(next() * (to - from + 1)),
    chance: (chance) => next() < chance,
    pick: (list) => at(list, next()),
    pickSkewed: (list) => at(list, next() ** 2.5),
  }
}
