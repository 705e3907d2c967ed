/** Edits of one sentence, in posts all over the corpus: what a writer saves most often. */

import { createRandom } from '../random.mjs'
import { postPath } from '../sites/post-file.mjs'

/** @import { Random } from '../random.mjs' */
/** @import { Corpus } from './sites.mjs' */

/**
 * @typedef {object} SentenceEdit
 * @property {number} number Of the post.
 * @property {string} path Of its file, below the folder of sources.
 * @property {(text: string) => string} change The text of the file after the edit.
 */

/**
 * A third of them adds a sentence, a third leaves one out, a third has another one in its place.
 *
 * @param {Corpus} corpus
 * @param {number} posts
 * @param {number} count
 * @returns {SentenceEdit[]}
 */
export function sentenceEdits(corpus, posts, count) {
  return Array.from({ length: count }, (_, index) => {
    const number = createRandom(0x65646974 + index).integer(0, posts - 1)
    const kind = /** @type {const} */ (['added', 'left out', 'replaced'])[index % 3] ?? 'added'
    const change = (/** @type {string} */ text) =>
      changed(createRandom(0x73656e74 + index), corpus, kind, text)
    return { number, path: postPath(number), change }
  })
}

/**
 * @param {Random} random
 * @param {Corpus} corpus
 * @param {'added' | 'left out' | 'replaced'} kind
 * @param {string} text
 */
function changed(random, corpus, kind, text) {
  const lines = text.split('\n')
  const paragraphs = paragraphsIn(lines)
  const at = random.pick(paragraphs)
  const sentences = (lines[at] ?? '').split(/(?<=\.) (?=[A-Z])/)
  const place = random.integer(0, sentences.length - 1)
  const old = sentences[place] ?? ''
  // No edit breaks a link, or an emphasis, as whole sentences come and go.
  const fresh = corpus.sentence(random, `${old.replace(/[^A-Za-z ]+/g, '')}.`)
  if (kind === 'added') sentences.splice(place, 0, fresh)
  else if (kind === 'replaced') sentences[place] = fresh
  else sentences.splice(place, 1)
  lines[at] = sentences.join(' ')
  return lines.join('\n')
}

/**
 * Numbers of the lines that are paragraphs of at least two sentences, outside of code, tables, lists and frontmatter.
 *
 * @param {string[]} lines
 */
function paragraphsIn(lines) {
  let isCode = false
  const from = lines.indexOf('---', 1) + 1
  return lines.flatMap((line, at) => {
    if (line.startsWith('```')) isCode = !isCode
    const isProse = at >= from && !isCode && /^[A-Z*_`].*\. [A-Z]/.test(line) && !line.startsWith('```')
    return isProse ? [at] : []
  })
}
