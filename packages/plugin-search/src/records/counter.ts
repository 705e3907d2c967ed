/**
 * How much of each term a document has. What a word is found by is remembered from one document to the next, and counted on
 * the spot: to look each term up for each document takes three times as long.
 */
import type { Term, Words } from '../terms/word.js'
import { listed } from './listed-term.js'

/** Counts words of one document after the other. */
export interface Counter {
  /** Begins a document. */
  begin(): void
  /** Texts are counted together: most of their words are the same. @returns How many words there are. */
  add(texts: readonly string[], weight: number): number
  /** The terms that were met, as a list; see `listed-term.ts`. @param restOf What stands behind a term of that weight. */
  list(restOf: (weight: number) => string): string
}

/** A term, with what the document of now has of it. */
interface Slot {
  term: string
  isMet: boolean
  weight: number
  forms: string[]
}

/** A word as it is written, with its terms and their pieces. */
interface Known {
  /** In the texts that are counted now. */
  times: number
  /** Words that it is. */
  words: number
  terms: { slot: Slot; form: string; share: number }[]
}

/** So many different words are remembered. */
const remembered = 100_000

const counters = new WeakMap<Words, Counter>()

/** The counter of a language. */
export function counterOf(words: Words): Counter {
  const known = counters.get(words) ?? createCounter(words)
  counters.set(words, known)
  return known
}

function createCounter(words: Words): Counter {
  let known = new Map<string, Known>()
  let slots = new Map<string, Slot>()
  let met: Slot[] = []
  let found: Known[] = []
  const slotOf = (term: string): Slot => {
    const slot = slots.get(term) ?? { term, isMet: false, weight: 0, forms: [] }
    slots.set(term, slot)
    return slot
  }
  const knownOf = (written: string): Known => {
    const found = known.get(written)
    if (found) return found
    const terms = words.terms(written)
    const told = ({ stem, form }: Term, share: number) => ({ slot: slotOf(stem), form, share })
    const made: Known = {
      times: 0,
      words: terms.length,
      terms: terms.flatMap((term) => [told(term, 1), ...term.parts.map((part) => told(part, part.weight))]),
    }
    // A copy: a part of a text would keep all of it in memory.
    known.set([...written].join(''), made)
    return made
  }
  const take = (slot: Slot, form: string, amount: number) => {
    if (!slot.isMet) {
      Object.assign(slot, { isMet: true, weight: amount, forms: [form] })
      met.push(slot)
      return
    }
    slot.weight += amount
    if (!slot.forms.includes(form)) slot.forms.push(form)
  }
  return {
    begin() {
      for (const slot of met) slot.isMet = false
      // Only a document that was broken off leaves some.
      for (const one of found) one.times = 0
      met = []
      found = []
      // Never within a document: what it comes to must not depend on those before.
      if (known.size < remembered) return
      known = new Map()
      slots = new Map()
    },
    add(texts, weight) {
      words.each(texts.join('\n'), (written) => {
        const one = knownOf(written)
        if (one.times === 0) found.push(one)
        one.times++
      })
      let length = 0
      for (const one of found) {
        const { times } = one
        one.times = 0
        length += times * one.words
        if (weight === 0) continue
        for (const { slot, form, share } of one.terms) take(slot, form, weight * times * share)
      }
      found = []
      return length
    },
    list: (restOf) =>
      met.map(({ term, forms, weight }) => listed(term, forms.sort(), restOf(weight))).join(''),
  }
}
