/**
 * The posts that every generator builds, in a form of none of them. Post 7 is the same in a corpus of a thousand
 * and of ten thousand, and the same on every machine.
 */

import { codeBlock } from './code.mjs'
import { png, svg } from './picture.mjs'
import { paragraph, sentence, title, word } from './prose.mjs'
import { createRandom } from './random.mjs'

/** @import { Random } from './random.mjs' */

/**
 * @typedef {object} Post
 * @property {number} number From 0, the oldest.
 * @property {string} slug Name of its file or folder, and the last part of its address.
 * @property {string} title
 * @property {string} date An instant; no two posts share one. Later posts are newer.
 * @property {string} author
 * @property {string[]} tags
 * @property {string} summary
 * @property {string} body Markdown. A link to another post is `](post:NUMBER)`, a picture `](picture:NAME)`.
 * @property {{ name: string, bytes: Buffer }[]} pictures Beside the post.
 */

const authors =
  'Ada Berg,Ben Castle,Cleo Dahl,Dev Engel,Eva Falk,Finn Grau,Gita Holm,Hugo Iversen,Ines Jahn,Jon Krag,Kim Lund,Lea Moor'.split(
    ',',
  )

/** The frequent ones first: the first is on nearly every second post, the last on one of fifty. */
export const tags =
  'testing,databases,deployment,performance,frontend,security,observability,networking,compilers,machine-learning,queues,caching,apis,migrations,incidents,typescript,python,kubernetes,accessibility,architecture,storage,search,payments,mobile,hiring,design,tooling,refactoring,erlang,rust,golang,java,sql,css,browsers,consensus,scheduling,logging,profiling,documentation'.split(
    ',',
  )

const halfDay = 12 * 60 * 60 * 1000

/** The oldest post is of this instant; the newest of 10,000 is of 2023. */
const oldest = Date.UTC(2010, 0, 1, 9)

/**
 * The posts, the oldest first.
 *
 * @param {number} count
 * @returns {Generator<Post>}
 */
export function* createCorpus(count) {
  for (let number = 0; number < count; number++) yield createPost(number)
}

/**
 * One post of the corpus.
 *
 * @param {number} number From 0, the oldest.
 * @returns {Post}
 */
export function createPost(number) {
  const random = createRandom(number)
  const heading = title(random, random.integer(3, 7))
  const post = {
    number,
    slug: slugOf(number),
    title: heading,
    date: new Date(oldest + number * halfDay).toISOString().replace('.000', ''),
    author: random.pickSkewed(authors),
    tags: [...new Set(Array.from({ length: random.integer(1, 4) }, () => random.pickSkewed(tags)))],
    summary: `${title(random, random.integer(10, 18))}.`,
    pictures: hasPictures(number) ? pictures(random) : [],
  }
  return { ...post, body: body(random, number, post.pictures) }
}

/**
 * Name of a post's file or folder, and the last part of its address.
 *
 * @param {number} number
 */
export function slugOf(number) {
  const random = createRandom(number + 0x10000000)
  return `${String(number).padStart(5, '0')}-${word(random)}-${word(random)}`
}

/**
 * Whether pictures lie beside a post: every fourth has one.
 *
 * @param {number} number
 */
export function hasPictures(number) {
  return createRandom(number + 0x20000000).chance(0.25)
}

/** @param {Random} random */
function pictures(random) {
  return random.chance(0.5)
    ? [{ name: 'chart.svg', bytes: svg(random) }]
    : [{ name: 'photo.png', bytes: png(random) }]
}

/** How many words of prose a post has; headings, lists and tables bring it to 600 to 900. */
const prose = { least: 560, most: 700 }

/**
 * @param {Random} random
 * @param {number} number
 * @param {Post['pictures']} images
 */
function body(random, number, images) {
  const sections = random.integer(3, 6)
  const words = Math.floor(random.integer(prose.least, prose.most) / (sections + 1))
  const blocks = [paragraph(random, words)]
  for (const { name } of images) blocks.push(`![${title(random, 3)}](picture:${name})`)
  for (let section = 0; section < sections; section++) {
    blocks.push(`## ${title(random, random.integer(2, 5))}`, ...sectionOf(random, number, words, section))
  }
  return `${blocks.join('\n\n')}\n`
}

/**
 * @param {Random} random
 * @param {number} number
 * @param {number} words
 * @param {number} section
 */
function sectionOf(random, number, words, section) {
  const half = Math.floor(words / 2)
  const blocks = [`${paragraph(random, half)} ${linkSentence(random, number)}`]
  if (section < 3 && random.chance(0.55)) blocks.push(codeBlock(random))
  if (random.chance(0.2)) blocks.push(`### ${title(random, 3)}`)
  blocks.push(paragraph(random, words - half))
  const extra = random.next()
  if (extra < 0.12) blocks.push(table(random))
  else if (extra < 0.3) blocks.push(list(random))
  else if (extra < 0.36) blocks.push(`> ${sentence(random, 14)}`)
  return blocks
}

/**
 * A link to an older post or to another site; no post can link to one that a smaller corpus lacks.
 *
 * @param {Random} random
 * @param {number} number
 */
function linkSentence(random, number) {
  if (number === 0 || random.chance(0.5))
    return `See [${title(random, 2)}](https://example.org/${word(random)}/).`
  return `We wrote about [${title(random, 2)}](post:${random.integer(Math.max(0, number - 400), number - 1)}).`
}

/** @param {Random} random */
function table(random) {
  const columns = random.integer(3, 5)
  /** @param {() => string} cell */
  const row = (cell) => `| ${Array.from({ length: columns }, cell).join(' | ')} |`
  const rows = Array.from({ length: random.integer(3, 8) }, () =>
    row(() => (random.chance(0.4) ? String(random.integer(1, 9999)) : word(random))),
  )
  return [row(() => word(random)), row(() => '---'), ...rows].join('\n')
}

/** @param {Random} random */
function list(random) {
  const ordered = random.chance(0.3)
  const items = Array.from(
    { length: random.integer(3, 6) },
    (_, index) => `${ordered ? `${index + 1}.` : '-'} ${sentence(random, random.integer(4, 12))}`,
  )
  return items.join('\n')
}
