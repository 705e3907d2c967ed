import { stemmer } from '@orama/stemmers/english'
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { createWords } from '../terms/words.js'
import { counterOf } from './counter.js'
import { eachListed } from './listed-term.js'

const words = createWords('en', stemmer)

test('what is counted is what is found, whatever was counted before', () => {
  const pieces = fc.array(
    fc.constantFrom('a ', 'getUser ', "l'eau ", '検索を ', 'b.c', 'ß', 'Caches ', 'cache '),
  )
  fc.assert(
    fc.property(pieces, pieces, fc.boolean(), (one, other, isBroken) => {
      const counter = counterOf(words)
      const texts = [one.join(''), other.join('')]
      // A document that is never ended leaves nothing behind.
      if (isBroken) {
        counter.begin()
        counter.add(['broken off'], 3)
        vi.spyOn(words, 'each').mockImplementationOnce((text, found) => {
          found(text.slice(0, 5), 0)
          throw new Error('broken off')
        })
        expect(() => counter.add(['cache a'], 1)).toThrow('broken off')
      }
      counter.begin()
      const length = counter.add(texts, 2) + counter.add(['silent'], 0)
      const found = words.in(texts.join('\n'))
      expect(length).toBe(found.length + 1)
      const expected = new Map<string, { weight: number; forms: Set<string> }>()
      for (const term of found.flatMap((word) => [{ ...word, weight: 1 }, ...word.parts])) {
        const { weight = 0, forms = new Set<string>() } = expected.get(term.stem) ?? {}
        expected.set(term.stem, { weight: weight + 2 * term.weight, forms: forms.add(term.form) })
      }
      const listed: [string, string, string][] = []
      eachListed(counter.list(String), (...term) => listed.push(term))
      expect(listed.map(([term, forms, weight]) => [term, forms || term, Number(weight)]).sort()).toEqual(
        [...expected].map(([term, { weight, forms }]) => [term, [...forms].sort().join(' '), weight]).sort(),
      )
    }),
  )
})
