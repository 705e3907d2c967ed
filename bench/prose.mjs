/** Sentences without sense, but with the lengths, repetitions and inline marks of a technical blog. */

/** @import { Random } from './random.mjs' */

const common =
  'the of and to a in is that it for as with was on are by this be at from or an have not but which one we all were when there can more if will so would about what up out them than some could time these two may then do first any my now such like our over even most made after also many before through where much your way down should because each those people how too good'.split(
    ' ',
  )

const technical =
  'server cache build request thread memory index query table schema cluster latency deploy branch commit merge review test failure retry queue worker message stream buffer socket packet header payload token session cookie browser layout render template compiler parser syntax module package version release migration rollback replica shard partition leader follower quorum consensus snapshot journal ledger invoice payment customer merchant order basket checkout refund balance currency experiment variant metric dashboard alert incident postmortem runbook oncall pager budget threshold baseline regression benchmark profile sampler allocator collector pointer register kernel driver scheduler container image registry network gateway proxy router balancer certificate key cipher signature digest hash bloom filter tree graph vertex edge path heap stack array vector matrix tensor model feature label training inference pipeline dataset column row cell join filter window aggregate'.split(
    ' ',
  )

const syllables =
  'ar bel con dor en fal gri hul in jor kel lan mor nel ost per qui ras sel tor un ver wil xen yor zan'.split(
    ' ',
  )

/** Rare words, so that the vocabulary is about as large as that of real prose. */
const rare = syllables.flatMap((first) =>
  syllables.flatMap((second) => [`${first}${second}`, `${second}${first}a`]),
)

/**
 * @param {Random} random
 * @returns {string}
 */
export function word(random) {
  const kind = random.next()
  if (kind < 0.5) return random.pickSkewed(common)
  return kind < 0.9 ? random.pickSkewed(technical) : random.pick(rare)
}

/**
 * A few words, the first with a capital: a title or a heading.
 *
 * @param {Random} random
 * @param {number} length
 */
export function title(random, length) {
  const words = Array.from({ length }, (_, index) =>
    index % 2 === 0 ? random.pick(technical) : random.pickSkewed(common),
  )
  return capital(words.join(' '))
}

/**
 * A sentence of that many words, with a comma here and there, emphasis and inline code.
 *
 * @param {Random} random
 * @param {number} length
 */
export function sentence(random, length) {
  const words = Array.from({ length }, (_, index) => {
    const plain = word(random)
    if (index === 0) return capital(plain)
    const mark = random.next()
    if (mark < 0.012) return `**${plain}**`
    if (mark < 0.024) return `_${plain}_`
    if (mark < 0.044) return `\`${plain}.${random.pick(technical)}()\``
    return mark < 0.1 && index < length - 1 ? `${plain},` : plain
  })
  return `${words.join(' ')}.`
}

/**
 * Sentences of at least that many words together, without inline marks across them.
 *
 * @param {Random} random
 * @param {number} length
 */
export function paragraph(random, length) {
  const sentences = []
  for (let left = length; left > 0; ) {
    const words = Math.min(left < 10 ? left + 4 : left, random.integer(7, 22))
    sentences.push(sentence(random, words))
    left -= words
  }
  return sentences.join(' ')
}

/** @param {string} text */
function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
