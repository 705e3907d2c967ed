/** The pages of the last build and their heads, as a store remembers them. */
import { decode } from '../engine/codec.js'
import { keyOf, parseKey } from '../engine/task.js'
import type { HeadElement, OwnedPage, Store } from '../model.js'

/** A page that was planned, and what plugins put into its head. */
export interface PlannedPage {
  page: OwnedPage
  head: HeadElement[]
}

/** Sorted by address. */
export function pagesIn(store: Store): PlannedPage[] {
  const pages = store.named('html').map((id) => parseKey(store.key(id)).argument as OwnedPage)
  return pages
    .sort((a, b) => (a.permalink < b.permalink ? -1 : 1))
    .map((page) => ({ page, head: headOf(store, page) }))
}

function headOf(store: Store, page: OwnedPage): HeadElement[] {
  const id = store.find(keyOf('head', page))
  const text = id < 0 ? undefined : store.value(store.ref(id), store.hash(id), id)
  return text === undefined ? [] : (decode(text) as HeadElement[])
}
