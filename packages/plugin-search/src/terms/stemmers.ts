/** Stemmers by language, loaded when they are needed. */
import { languageOf, type Stem, type Stemmers } from './language.js'

type StemmerModule = { stemmer: Stem }

/** Modules of the package `@orama/stemmers`. Each import is written out, so that whoever bundles this finds them. */
const modules = {
  arabic: () => import('@orama/stemmers/arabic'),
  armenian: () => import('@orama/stemmers/armenian'),
  bulgarian: () => import('@orama/stemmers/bulgarian'),
  danish: () => import('@orama/stemmers/danish'),
  dutch: () => import('@orama/stemmers/dutch'),
  english: () => import('@orama/stemmers/english'),
  finnish: () => import('@orama/stemmers/finnish'),
  french: () => import('@orama/stemmers/french'),
  german: () => import('@orama/stemmers/german'),
  greek: () => import('@orama/stemmers/greek'),
  hungarian: () => import('@orama/stemmers/hungarian'),
  indian: () => import('@orama/stemmers/indian'),
  indonesian: () => import('@orama/stemmers/indonesian'),
  irish: () => import('@orama/stemmers/irish'),
  italian: () => import('@orama/stemmers/italian'),
  lithuanian: () => import('@orama/stemmers/lithuanian'),
  nepali: () => import('@orama/stemmers/nepali'),
  norwegian: () => import('@orama/stemmers/norwegian'),
  portuguese: () => import('@orama/stemmers/portuguese'),
  romanian: () => import('@orama/stemmers/romanian'),
  russian: () => import('@orama/stemmers/russian'),
  sanskrit: () => import('@orama/stemmers/sanskrit'),
  serbian: () => import('@orama/stemmers/serbian'),
  spanish: () => import('@orama/stemmers/spanish'),
  swedish: () => import('@orama/stemmers/swedish'),
  tamil: () => import('@orama/stemmers/tamil'),
  turkish: () => import('@orama/stemmers/turkish'),
  ukrainian: () => import('@orama/stemmers/ukrainian'),
} satisfies Record<string, () => Promise<StemmerModule>>

/** Names of modules by language. */
const names: ReadonlyMap<string, keyof typeof modules> = new Map(
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
  } as const),
)

/** The module that has the stemmer of a language, which it exports as `stemmer`; nothing if there is none. */
export function stemmerModule(language: string): string | undefined {
  const name = names.get(languageOf(language))
  return name === undefined ? undefined : `@orama/stemmers/${name}`
}

/** Loads the stemmers of some languages (BCP 47), as `createSearch` takes them; those that have none are left out. */
export async function loadStemmers(languages: readonly string[]): Promise<Stemmers> {
  const loaded = [...new Set(languages.map(languageOf))].map(async (language) => {
    const name = names.get(language)
    return name === undefined ? [] : [[language, (await modules[name]()).stemmer]]
  })
  return Object.fromEntries((await Promise.all(loaded)).flat())
}
