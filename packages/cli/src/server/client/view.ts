/** Whether the overlay is open or small: kept from page to page, in the memory of the tab. */

const key = 'blog-build-overlay'

/** Open, unless the author made it small. */
export function keptView(): 'open' | 'badge' {
  return attempt(() => sessionStorage.getItem(key)) === 'badge' ? 'badge' : 'open'
}

/** Keeps how it is. */
export function keepView(view: 'open' | 'badge'): void {
  attempt(() => sessionStorage.setItem(key, view))
}

/** Forgets how it was. */
export function forgetView(): void {
  attempt(() => sessionStorage.removeItem(key))
}

/** A browser may keep a page from storing anything. */
function attempt<T>(run: () => T): T | undefined {
  try {
    return run()
  } catch {
    return undefined
  }
}
