/** The words of languages, with their stemmers: put together once in a process. */
import { languageOf } from './language.js'
import { loadStemmers } from './stemmers.js'
import type { Words } from './word.js'
import { createWords } from './words.js'

const made = new Map<string, Promise<Words>>()

/** @param language BCP 47. */
export function wordsOf(language: string): Promise<Words> {
  const known = made.get(language) ?? makeWords(language)
  made.set(language, known)
  return known
}

async function makeWords(language: string): Promise<Words> {
  const stemmers = await loadStemmers([language])
  return createWords(language, stemmers[languageOf(language)])
}
