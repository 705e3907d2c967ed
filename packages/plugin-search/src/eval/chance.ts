/** Whether chance alone would do: the paired randomisation test. */

/** Signs are drawn so often where there are too many to try them all. */
const rounds = 10_000

/** Up to so many pairs, all signs are tried: 2 ** 13 of them. */
const few = 13

/**
 * If two searches were equally good, which of them did better at a query would be chance: how often would a mean
 * difference then be as great as the one that was seen, or greater? Draws the same signs each time.
 *
 * @param differences Of each query, what one search is better by than the other.
 * @returns The two-sided p-value, 0 to 1: 1 if there is no difference at all.
 * @see Smucker, Allan and Carterette, "A comparison of statistical significance tests for information retrieval
 *   evaluation", CIKM 2007.
 */
export function chanceOf(differences: readonly number[]): number {
  const own = differences.filter((one) => one !== 0)
  if (own.length === 0) return 1
  const seen = Math.abs(own.reduce((sum, one) => sum + one, 0))
  // What is equal but for rounding counts as equal.
  const isAsGreat = (sum: number) => Math.abs(sum) >= seen - 1e-12
  if (own.length <= few) {
    const ways = 2 ** own.length
    let great = 0
    for (let signs = 0; signs < ways; signs++) {
      if (isAsGreat(own.reduce((sum, one, at) => sum + ((signs >> at) & 1 ? one : -one), 0))) great++
    }
    return great / ways
  }
  const draw = createDraw()
  let great = 1
  for (let round = 0; round < rounds; round++) {
    if (isAsGreat(own.reduce((sum, one) => sum + (draw() ? one : -one), 0))) great++
  }
  return great / (rounds + 1)
}

/** Marsaglia's xorshift of 32 bits, from a fixed seed. */
function createDraw(): () => boolean {
  let state = 2_463_534_242
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return state < 0
  }
}
