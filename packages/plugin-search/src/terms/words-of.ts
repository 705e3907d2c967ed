/** The words of languages, with their stemmers: put together once in a process. */
import { languageOf } from './language.js'
import { loadStemmers } from './stemmers.js'
import type { Words } from './word.js'
import { createWords } from './words.js'

const made = new Map<string, Promise<Words>>()

/** @param language BCP 47. @param isStemmed Whether words are brought to their stems. */
export function wordsOf(language: string, isStemmed: boolean): Promise<Words> {
  const key = `${language} ${isStemmed}`
  const known = made.get(key) ?? makeWords(language, isStemmed)
  made.set(key, known)
  return known
}

async function makeWords(language: string, isStemmed: boolean): Promise<Words> {
  const stemmers = isStemmed ? await loadStemmers([language]) : {}
  return createWords(language, stemmers[languageOf(language)])
}
