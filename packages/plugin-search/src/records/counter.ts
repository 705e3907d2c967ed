/**
 * How much of each term a document has. What stands between two spaces is mostly a word and a stop, and mostly met before: what
 * it is found by is remembered from one document to the next. To find the words of each document anew takes four times as long.
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

/** A stretch without spaces, with the terms of its words and their pieces. */
interface Known {
  /** In the texts that are counted now. */
  times: number
  /** Words that it has. */
  words: number
  terms: { slot: Slot; form: string; share: number }[]
}

/** So many different stretches are remembered. */
const remembered = 100_000

/** A longer stretch is an address, or words of a script that puts no spaces between them: it is not met again. */
const longest = 40

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
  const toKnown = (stretch: string): Known => {
    const told = ({ stem, form }: Term, share: number) => ({ slot: slotOf(stem), form, share })
    const made: Known = { times: 0, words: 0, terms: [] }
    words.each(stretch, (written) => {
      const terms = words.terms(written)
      made.words += terms.length
      for (const term of terms) {
        made.terms.push(told(term, 1), ...term.parts.map((part) => told(part, part.weight)))
      }
    })
    return made
  }
  const knownOf = (stretch: string): Known => {
    const found = known.get(stretch)
    if (found) return found
    const made = toKnown(stretch)
    // A copy: a part of a text would keep all of it in memory.
    if (stretch.length <= longest) known.set([...stretch].join(''), made)
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
      // No word goes on behind a space.
      for (const stretch of texts.join(' ').replaceAll('\n', ' ').split(' ')) {
        if (stretch === '') continue
        const one = knownOf(stretch)
        if (one.times === 0) found.push(one)
        one.times++
      }
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
