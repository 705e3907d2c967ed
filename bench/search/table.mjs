/** Tables in Markdown. */

import { spellings } from './words.mjs'

/** A row: what it is about, and figures. @typedef {[string, ...string[]]} Row */

/**
 * The lines of a table, with an empty one behind it; none without rows.
 *
 * @param {Row} head
 * @param {Row[]} rows
 */
export function table(head, rows) {
  if (rows.length === 0) return []
  const rule = ['---', ...head.slice(1).map(() => '---:')]
  return [...[head, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`), '']
}

/**
 * Shares of words that were found, however they were spelt.
 *
 * @param {[string, Record<string, number>][]} shares By engine.
 * @param {string} title
 */
export function spellingTable(shares, title) {
  const keys = Object.keys(spellings)
  const rows = shares.map(
    ([name, all]) => /** @type {Row} */ ([name, ...keys.map((key) => percent(all[key] ?? Number.NaN))]),
  )
  return table([title, ...Object.values(spellings)], rows)
}

/** @param {number} share */
function percent(share) {
  return `${(100 * share).toFixed(0)} %`
}
