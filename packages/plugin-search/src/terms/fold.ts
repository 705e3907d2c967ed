/** Letters without what people leave out when they search: capitals, marks, ligatures. */

import { isPlain } from './expression.js'

/** Letters of Latin that are no others with marks, but are searched like these; and the Cyrillic one that is written so. */
const alike: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  ı: 'i',
  þ: 'th',
  ё: 'е',
}

/** In other scripts a mark makes another letter: й is not и, and が is not か. */
const marked = /([\p{sc=Latin}\p{sc=Greek}])\p{M}+/gu

/** Small letters, in the form NFKC. */
export function lower(word: string): string {
  return word.normalize('NFKC').toLowerCase().normalize('NFC')
}

/** @param word In small letters. */
export function withoutMarks(word: string): string {
  if (isPlain(word)) return word
  const letters = [...word.normalize('NFC')].map((letter) => alike[letter] ?? letter).join('')
  return letters.normalize('NFD').replace(marked, '$1').normalize('NFC')
}
