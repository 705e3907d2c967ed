/** Stemmers by language, loaded when they are needed. */
import { languageOf, type Stemmers } from './language.js'

/** Modules of the package `@orama/stemmers` by language. */
const names: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ar: 'arabic',
    bg: 'bulgarian',
    da: 'danish',
    de: 'german',
    el: 'greek',
    en: 'english',
    es: 'spanish',
    fi: 'finnish',
    fr: 'french',
    ga: 'irish',
    hi: 'indian',
    hu: 'hungarian',
    hy: 'armenian',
    id: 'indonesian',
    it: 'italian',
    lt: 'lithuanian',
    nb: 'norwegian',
    ne: 'nepali',
    nl: 'dutch',
    nn: 'norwegian',
    no: 'norwegian',
    pt: 'portuguese',
    ro: 'romanian',
    ru: 'russian',
    sa: 'sanskrit',
    sr: 'serbian',
    sv: 'swedish',
    ta: 'tamil',
    tr: 'turkish',
    uk: 'ukrainian',
  }),
)

/** The module that has the stemmer of a language, which it exports as `stemmer`; nothing if there is none. */
export function stemmerModule(language: string): string | undefined {
  const name = names.get(languageOf(language))
  return name === undefined ? undefined : `@orama/stemmers/${name}`
}

/** Loads the stemmers of some languages (BCP 47), as `createSearch` takes them; those that have none are left out. */
export async function loadStemmers(languages: readonly string[]): Promise<Stemmers> {
  const loaded = [...new Set(languages.map(languageOf))].map(async (language) => {
    const module = stemmerModule(language)
    if (module === undefined) return []
    const { stemmer } = await import(module)
    return [[language, stemmer]]
  })
  return Object.fromEntries((await Promise.all(loaded)).flat())
}
