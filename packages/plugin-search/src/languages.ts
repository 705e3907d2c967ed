/** The languages of an index, and the script for the browser that has their stemmers. */
import type { ClientSite, Definition } from '@blog-build/core/plugin'
import type { Settings } from './options.js'
import { languageOf } from './terms/language.js'
import { stemmerModule } from './terms/stemmers.js'

/** Languages whose words are brought to their stems, sorted: that of the site among them. */
export function stemmedLanguages({ languages }: Settings, language: string): string[] {
  return [...new Set([...languages, language].map(languageOf))].sort()
}

/** The element with the stemmers of the site's languages, and no others. */
export function toScript({ options, language }: ClientSite<{ options: Settings } & Definition>) {
  const languages = stemmedLanguages(options as Settings, language)
  const stemmed = languages.flatMap((one) => {
    const module = stemmerModule(one)
    return module === undefined ? [] : [{ language: one, module }]
  })
  const imports = stemmed.map(({ module }, at) => `import { stemmer as stem${at} } from '${module}'`)
  const stemmers = stemmed.map(({ language }, at) => `${JSON.stringify(language)}: stem${at}`)
  const text = [
    // Most of it is needed by the first query, which would else wait for it to be compiled.
    '//# allFunctionsCalledOnLoad',
    `import { defineSearch } from './client/element.js'`,
    ...imports,
    `defineSearch({ stemmers: { ${stemmers.join(', ')} } })`,
  ]
  return { text: `${text.join('\n')}\n`, from: new URL(import.meta.url) }
}
