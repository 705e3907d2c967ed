/** The door for pages: the element `<blog-search>`. */

import type { Search } from '../query/found.js'
import { IndexError } from '../query/index-error.js'
import { createSearch } from '../query/search.js'
import type { Stemmers } from '../terms/language.js'
import { BlogSearch } from './blog-search.js'
import { httpFiles } from './http-files.js'
import { indexAddress, languageOf } from './place.js'

export type { Search } from '../query/found.js'
export { BlogSearch } from './blog-search.js'

/** Options of `defineSearch`. */
export interface SearchElementOptions {
  /** Those that the index was made with; others find less. */
  stemmers: Stemmers
}

/**
 * Registers `<blog-search>`, unless the page has it already. Nothing is asked for before somebody wants to search.
 *
 * ```ts
 * import { stemmer } from '@orama/stemmers/english'
 *
 * defineSearch({ stemmers: { en: stemmer } })
 * ```
 */
export function defineSearch({ stemmers }: SearchElementOptions): void {
  if (customElements.get('blog-search')) return
  customElements.define(
    'blog-search',
    class extends BlogSearch {
      protected override openSearch(): Search {
        const folder = indexAddress(this)
        if (folder === '') throw new IndexError('missing', 'index.json')
        const files = httpFiles(folder)
        return createSearch({ files, stemmers, language: languageOf(this) })
      }
    },
  )
}
