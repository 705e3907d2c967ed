/**
 * Words as they are spread in real prose. `bench/prose.mjs` has about 1,500, so that each stands in thousands of posts:
 * enough to build pages from, but no site is searched like that. Here are 40,000, of which the few frequent ones make
 * up most of a text and most are rare: by the law of Zipf and Mandelbrot at first, and twice as steep behind the core of
 * some thousand words that all texts share, as was found in large collections of English (Ferrer i Cancho and Solé 2001).
 *
 * The 147 most frequent are English words that say little, as they stand; the others are stems of one to three syllables
 * with English beginnings and endings (`strain`, `grondle`), the short ones more frequent, each in some of the forms that
 * English gives to a word (`-s`, `-ed`, `-ing` and so on). Nothing is taken from a text, and all is the same everywhere.
 */

import { createRandom } from '../random.mjs'

/** @import { Random } from '../random.mjs' */

/** How many words there are. */
const size = 40_000

const frequent = distinct(
  'the of and to a in is that it for as with was on are by this be at from or an have not but which one we all were when there can more if will so would about what up out them than some could time these two may then do first any my now such like our over even most made after also many before through where much your way down should because each those people how too good into only other new its who did get see use work know take make year come back just well still here both long own under last never us while off again place right same old great such between every another against part during without within however since until once few less least yet almost often always perhaps rather quite around though whether either neither upon along across',
)
const onsets =
  'b bl br c ch cl cr d dr f fl fr g gl gr h j k l m n p pl pr r s sc sh sl sp st str t th tr v w'.split(' ')
const inner = 'b c d f g l m n p r s t v'.split(' ')
const vowels = 'a a e e i i o o u ai ea oo'.split(' ')
const codas = 'l n r s t m d ck nd st rt p b g sh'.split(' ')
const tails = 'le er ow et en in al or ish age ard ive ous ure'.split(' ')

/** The frequent forms of a word first. */
const endings = ['', 's', 'ed', 'ing', 'er', 'ers', 'able', 'ly', 'ness', 'ation']

/** Of the law: how flat it begins, and behind which rank it is steeper. */
const flatness = 2.7
const core = 6000

/** The words, the most frequent first. @type {readonly string[]} */
export const vocabulary = listWords()

const reach = cumulate(vocabulary.length)

/**
 * A word, each as likely as its rank says.
 *
 * @param {Random} random
 * @returns {string}
 */
export function frequentWord(random) {
  return vocabulary[rankAt(random.next())] ?? 'the'
}

/**
 * A word that says what a text is about: none of the most frequent ones.
 *
 * @param {Random} random
 * @returns {string}
 */
export function tellingWord(random) {
  const start = reach[frequent.length - 1] ?? 0
  return vocabulary[rankAt(start + random.next() * (1 - start))] ?? 'the'
}

/** @param {string} text */
function distinct(text) {
  return [...new Set(text.split(' '))]
}

function listWords() {
  const random = createRandom(0x5ea4c4)
  const words = new Set(frequent)
  // A stem has about six of the forms; they spread over the ranks behind it, as they do in a language.
  /** @type {{ word: string, weight: number }[]} */
  const forms = []
  const seen = new Set(words)
  for (let stemRank = 1; seen.size < size; stemRank++) {
    const stem = stemOf(random, stemRank)
    for (const [at, ending] of endings.entries()) {
      const word = stem + ending
      if (seen.size === size || seen.has(word) || !random.chance(at === 0 ? 1 : 0.6)) continue
      seen.add(word)
      forms.push({ word, weight: stemRank * (1 + 2 * at * random.next()) })
    }
  }
  forms.sort((a, b) => a.weight - b.weight)
  for (const { word } of forms) words.add(word)
  return [...words]
}

/**
 * @param {Random} random
 * @param {number} rank
 */
function stemOf(random, rank) {
  const beginning = random.pick(onsets) + random.pick(vowels)
  if (rank <= 500) return beginning + random.pick(codas)
  const middle = random.chance(0.15) ? random.pick(inner) + random.pick(vowels) : ''
  const end = random.chance(0.5) ? random.pick(tails) : random.pick(vowels) + random.pick(codas)
  return beginning + middle + random.pick(inner) + end
}

/**
 * How often one of the first n words comes, for each n.
 *
 * @param {number} count
 */
function cumulate(count) {
  const shares = new Float64Array(count)
  let sum = 0
  for (let rank = 0; rank < count; rank++) {
    sum += Math.min(1, core / (rank + 1)) / (rank + 1 + flatness)
    shares[rank] = sum
  }
  return shares.map((share) => share / sum)
}

/** @param {number} share */
function rankAt(share) {
  let [low, high] = [0, reach.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((reach[middle] ?? 1) > share) high = middle
    else low = middle + 1
  }
  return low
}
