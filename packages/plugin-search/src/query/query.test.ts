import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Words } from '../terms/word.js'
import { createWords } from '../terms/words.js'
import { toQuery } from './query.js'

const words = createWords('en')

const forms = (list: readonly { form: string }[]) => list.map(({ form }) => form).join(' ')

function read(text: string) {
  const { words: all, phrases, not, notPhrases } = toQuery(text, words)
  return {
    words: forms(all),
    required: forms(all.filter(({ isRequired }) => isRequired)),
    open: forms(all.filter(({ isOpen }) => isOpen)),
    phrases: phrases.map(forms),
    not: not.map(forms),
    notPhrases: notPhrases.map(forms),
  }
}
const nothing = { words: '', required: '', open: '', phrases: [], not: [], notPhrases: [] }

test.each([
  ['', nothing],
  ['erlang Kafka', { words: 'erlang kafka', open: 'kafka' }],
  ['erlang kafka ', { words: 'erlang kafka' }],
  ['kafka.', { words: 'kafka' }],
  ['"a phrase" word', { words: 'a phrase word', required: 'a phrase', open: 'word', phrases: ['a phrase'] }],
  ['one -“two three” -„four five“ -«six» ', { words: 'one', notPhrases: ['two three', 'four five', 'six'] }],
  ['“A phrase”', { words: 'a phrase', required: 'a phrase', phrases: ['a phrase'] }],
  [
    '-one -"two three" -four/five six ',
    { words: 'six', not: ['one', 'four five'], notPhrases: ['two three'] },
  ],
  ['--adopt', { words: 'adopt', open: 'adopt' }],
  ['"never closed', { words: 'never closed', open: 'closed' }],
  ['5" disk"', { words: '5 disk' }],
  ['foo-bar', { words: 'foobar', open: 'foobar' }],
  ['one two one', { words: 'one two', open: 'one' }],
  ['"one" one', { words: 'one', required: 'one', open: 'one', phrases: ['one'] }],
  ['- -- "" -"" !', nothing],
  ['.* (a|b)+ [^', { words: 'a b' }],
])('%s is taken apart', (text, expected) => {
  expect(read(text)).toEqual({ ...nothing, ...expected })
})

test('a word is remembered as it was typed', () => {
  expect(toQuery('Ünïted, getUserId', words).words.map(({ typed }) => typed)).toEqual(['Ünïted', 'getUserId'])
})

test.each(['a"', '" ', '-"', '- ', 'a ', '-a "', 'é-_.', '\ud800', '全文 ', '\0', '"a" -"b" '])(
  'of a hundred thousand characters %j, a thousand are read, and each once',
  (part) => {
    let characters = 0
    const counting: Words = {
      ...words,
      in(text) {
        characters += text.length
        return words.in(text)
      },
    }
    const query = toQuery(part.repeat(100_000 / part.length), counting)
    expect(characters).toBeLessThanOrEqual(1000)
    const all = [query.words, ...query.phrases, ...query.not, ...query.notPhrases].flat()
    expect(new Set(all.map(({ form }) => form)).size).toBeLessThanOrEqual(32)
  },
)

test('at most 32 words count', () => {
  const many = Array.from({ length: 50 }, (_, at) => `w${at}`).join(' ')
  expect(toQuery(many, words).words).toHaveLength(32)
})

test('whatever was typed, it is taken apart', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      for (const { typed, form } of toQuery(text, words).words) {
        expect(text.includes(typed) || /[“”„«»]/.test(text)).toBe(true)
        expect(form).not.toBe('')
      }
    }),
  )
})
