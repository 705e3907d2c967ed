/** Words to search for: of titles, and of texts, misspelt and cut short. All of it is the same in every run. */

import { createRandom } from '../random.mjs'

/** @import { Random } from '../random.mjs' */
/** @import { Document } from './documents.mjs' */

/**
 * @typedef {object} Rare A word that few pages have, and what becomes of it.
 * @property {string} word
 * @property {string[]} pages Addresses of all pages that have it.
 * @property {Record<Spelling, string>} spelt
 */

/** @typedef {'right' | 'behind' | 'anywhere' | 'cut'} Spelling */

/** What the ways to spell are called in tables. @type {Record<Spelling, string>} */
export const spellings = {
  right: 'as it is',
  behind: 'one mistake, behind the second letter',
  anywhere: 'one mistake, anywhere',
  cut: 'without its last two letters',
}

/** A word is on so few pages that a list of ten has room for all of them. */
const mostPages = 5

/** Shorter words are other words as soon as a letter changes. */
const leastLetters = 5

/**
 * Queries of two words of one title, both of four letters and more, that at least five pages have.
 *
 * @param {Document[]} documents
 * @param {number} count
 */
export function titleQueries(documents, count) {
  const random = createRandom(0x7175)
  const pages = pagesByWord(documents)
  /** @type {Set<string>} */
  const queries = new Set()
  for (let tries = 0; queries.size < count && tries < 100_000; tries++) {
    const { title } = random.pick(documents)
    const words = wordsOf(title.split(' · ')[0] ?? '').filter((word) => word.length >= 4)
    const [first = '', second = ''] = [random.pick(words), random.pick(words)]
    const both = [...(pages.get(first) ?? [])].filter((page) => pages.get(second)?.has(page))
    if (first !== second && both.length >= 5) queries.add(`${first} ${second}`)
  }
  return [...queries]
}

/**
 * Words that five pages or fewer have, right and wrong.
 *
 * @param {Document[]} documents
 * @param {number} count
 * @returns {Rare[]}
 */
export function rareWords(documents, count) {
  const random = createRandom(0x74797030)
  const pages = pagesByWord(documents)
  const rare = [...pages]
    .filter(([word, { size }]) => size <= mostPages && word.length >= leastLetters)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  /** @type {Rare[]} */
  const chosen = []
  while (chosen.length < count && rare.length > 0) {
    const [[word, own] = ['', new Set()]] = rare.splice(random.integer(0, rare.length - 1), 1)
    const spelt = {
      right: word,
      behind: misspelt(random, word, 2, pages),
      anywhere: misspelt(random, word, 0, pages),
      cut: word.slice(0, -2),
    }
    chosen.push({ word, pages: [...own], spelt })
  }
  return chosen
}

/** @param {Document[]} documents */
function pagesByWord(documents) {
  /** @type {Map<string, Set<string>>} */
  const pages = new Map()
  for (const { id, title, text } of documents) {
    for (const word of wordsOf(`${title} ${text}`)) {
      const own = pages.get(word) ?? new Set()
      pages.set(word, own.add(id))
    }
  }
  return pages
}

/** Words of plain letters that no other sign touches: no part of a name in code. @param {string} text */
function wordsOf(text) {
  return [...text.matchAll(/(?<![^\s("])[A-Za-z]?[a-z]+(?=[.,;:!?)"]*(?:\s|$))/g)].map(([word]) =>
    word.toLowerCase(),
  )
}

const letters = 'abcdefghijklmnopqrstuvwxyz'

/**
 * The word with a letter left out, put in, exchanged, or two of them turned, so that no page has it.
 *
 * @param {Random} random
 * @param {string} word
 * @param {number} from The first letters stay.
 * @param {Map<string, unknown>} known
 * @returns {string}
 */
function misspelt(random, word, from, known) {
  const at = random.integer(from, word.length - 1)
  const [before, here, next, rest] = [word.slice(0, at), word[at], word[at + 1] ?? '', word.slice(at + 2)]
  const other = letters[random.integer(0, letters.length - 1)]
  const wrong = random.pick([
    before + next + rest,
    before + other + here + next + rest,
    before + other + next + rest,
    before + next + here + rest,
  ])
  return known.has(wrong) || wrong === word ? misspelt(random, word, from, known) : wrong
}
