/** Posts of the corpus in other words: as many, of the same form and length, from a vocabulary as real prose has it. */

import { createPost } from '../corpus.mjs'
import { createRandom } from '../random.mjs'
import { frequentWord, tellingWord } from './vocabulary.mjs'

/** @import { Post } from '../corpus.mjs' */
/** @import { Random } from '../random.mjs' */

/** A text comes back to what it is about: that many words of its own, and how often one of them is taken. */
const topic = { words: 24, share: 0.12 }

/** What stays as it is: fenced code, targets of links and pictures, and marks of tables. */
const kept = /^```(?:.|\n)*?^```$|\]\([^)]*\)|^\|[ -|]+\|$/gm

/**
 * A post of the corpus, each of its words replaced. Code stays.
 *
 * @param {number} number From 0, the oldest.
 * @returns {Post}
 */
export function createVariedPost(number) {
  const post = createPost(number)
  const random = createRandom(number + 0x30000000)
  const own = Array.from({ length: topic.words }, () => tellingWord(random))
  return {
    ...post,
    title: inWords(random, own, post.title, 0.5),
    summary: inWords(random, own, post.summary, 0.3),
    body: bodyInWords(random, own, post.body),
  }
}

/**
 * A sentence of another text, for edits.
 *
 * @param {Random} random
 * @param {string} sentence
 */
export function variedSentence(random, sentence) {
  return inWords(random, [tellingWord(random)], sentence, 0.1)
}

/**
 * @param {Random} random
 * @param {string[]} own
 * @param {string} body
 */
function bodyInWords(random, own, body) {
  let [result, end] = ['', 0]
  for (const match of body.matchAll(kept)) {
    result += inWords(random, own, body.slice(end, match.index), topic.share) + match[0]
    end = match.index + match[0].length
  }
  return result + inWords(random, own, body.slice(end), topic.share)
}

/**
 * @param {Random} random
 * @param {string[]} own
 * @param {string} text
 * @param {number} share How many of them are words of the topic.
 */
function inWords(random, own, text, share) {
  return text.replace(/[A-Za-z]+/g, (before) => {
    const word = random.chance(share) ? random.pickSkewed(own) : frequentWord(random)
    return /^[A-Z]/.test(before) ? word.charAt(0).toUpperCase() + word.slice(1) : word
  })
}
