/** The door for pages: the element `<blog-search>`. */
import type { Stemmers } from '../terms/language.js'

export type { Search } from '../query/found.js'

export function defineSearch(options: { stemmers: Stemmers }): void {
  document.documentElement.dataset.search = Object.keys(options.stemmers).join(' ')
}
