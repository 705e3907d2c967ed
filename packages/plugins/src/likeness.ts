/** How likely it is that whoever reads one entry wants the other: several signals made one score. */
import { type Profile, parts } from './profile.js'

/** What two entries have in common, in numbers. */
export interface Evidence {
  /** Of the vectors of their words, see `Profile`. */
  product: number
  /** How many words these have in common. */
  words: number
  /** What the terms of both say, together. */
  bits: number
  isOfSeries: boolean
  /** Whether the other links to this one. */
  linksHere: boolean
  /** Whether this one links to the other. */
  linksThere: boolean
}

/** How much each signal counts; 0 leaves it out. */
export interface Weights {
  terms: number
  text: number
  links: number
  series: number
}

/** Why an entry is related. */
export type Reason =
  /** Terms of both, those that say most first. */
  | { kind: 'terms'; field: string; names: string[] }
  /** `here`: the other links to this one; `there`: this one links to the other. */
  | { kind: 'links'; way: 'here' | 'there' | 'both' }
  | { kind: 'series'; name: string }
  /** Words of both that tell them from others, the weightiest first, at most three. */
  | { kind: 'text'; words: string[] }

/** What is said of two entries of which nothing is known: 1 of 20 is worth a look. */
const prior = 0.05

/** No signal is ever quite sure. */
const surest = 0.95

/** Texts that are less alike than this have a word or two in common by chance. */
const chance = 0.1

/** So many words must be in common, before texts are like each other: one alone may be in both by chance. */
const fewest = 2

/** Words that are told of two texts, at most. */
const told = 3

/** So many bits take away half of what speaks against it. */
const halving = 2

/** More bits than this make no difference that is seen. */
const mostBits = 64

/**
 * How to score two entries, in hundredths from 0 to 100. Each signal is a probability from 1/2, where nothing is in
 * common and nothing so is said, to 0.95; they are fused by their logits:
 *
 *     score = sigmoid(logit(0.05) + Σ weight · logit(signal))
 *
 * So the odds before are multiplied by the odds that each signal gives, to the power of its weight. It is rounded, so
 * that hardly visible differences put nothing in another order. What a signal adds is looked up, since a score is made
 * for very many pairs.
 */
export function toScore(weights: Weights): (evidence: Evidence) => number {
  const table = (weight: number, length: number, strength: (at: number) => number) =>
    Float64Array.from({ length }, (_, at) => weight * logit(0.5 + strength(at) * (surest - 0.5)))
  const terms = table(weights.terms, mostBits + 1, (bits) => 1 - 2 ** (-bits / halving))
  const text = table(weights.text, parts ** 2 + 1, (product) => product / parts ** 2)
  const links = table(weights.links, 3, (ways) => ways / 2)
  const series = table(weights.series, 2, Number)
  return (evidence) => {
    const ways = Number(evidence.linksHere) + Number(evidence.linksThere)
    const sum =
      logit(prior) +
      (terms[Math.min(mostBits, evidence.bits)] as number) +
      (text[likenessOf(evidence)] as number) +
      (links[ways] as number) +
      (series[Number(evidence.isOfSeries)] as number)
    return Math.round(100 / (1 + Math.exp(-sum)))
  }
}

/** The cosine of two vectors of the length 1 is their product; rounded parts may come to a little more than 1. */
function likenessOf({ product, words }: Pick<Evidence, 'product' | 'words'>): number {
  return words < fewest ? 0 : Math.min(parts ** 2, product)
}

function logit(probability: number): number {
  return Math.log(probability / (1 - probability))
}

/** Which of two entries links to which. */
export type Links = Pick<Evidence, 'linksHere' | 'linksThere'>

/** What to tell the reader of two entries, in the order series, links, terms, text. Signals that do not count are not told. */
export function reasonsOf(
  a: Profile,
  b: Profile,
  { linksHere, linksThere }: Links,
  weights: Weights,
): Reason[] {
  const way = linksHere && linksThere ? 'both' : linksHere ? 'here' : 'there'
  const series = a.series.filter((name) => b.series.includes(name))
  return [
    ...(weights.series > 0 ? series.map((name): Reason => ({ kind: 'series', name })) : []),
    ...(weights.links > 0 && (linksHere || linksThere) ? [{ kind: 'links', way } as const] : []),
    ...(weights.terms > 0 ? termReasons(a.terms, b.terms) : []),
    ...(weights.text > 0 ? textReasons(a.words, b.words) : []),
  ]
}

function termReasons(a: Profile['terms'], b: Profile['terms']): Reason[] {
  const shared = a
    .filter(([field, name]) => b.some(([other, same]) => other === field && same === name))
    .sort(([, a, m], [, b, n]) => n - m || (a < b ? -1 : 1))
  const fields = [...new Set(shared.map(([field]) => field))].sort()
  return fields.map((field) => ({
    kind: 'terms',
    field,
    names: shared.filter(([one]) => one === field).map(([, name]) => name),
  }))
}

function textReasons(a: Profile['words'], b: Profile['words']): Reason[] {
  const weights = new Map(b)
  const shared = a
    .map(([word, weight]) => [word, weight * (weights.get(word) ?? 0)] as const)
    .filter(([, product]) => product > 0)
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
  const product = shared.reduce((sum, [, one]) => sum + one, 0)
  if (likenessOf({ product, words: shared.length }) < chance * parts ** 2) return []
  return [{ kind: 'text', words: shared.slice(0, told).map(([word]) => word) }]
}
