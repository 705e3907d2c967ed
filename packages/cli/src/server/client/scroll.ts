/** Where the reader was in a page that is loaded again. */

const key = 'blog-build-scroll'

/** To be called right before the page is loaded again. */
export function keepScroll(): void {
  const place = { page: location.href, x: scrollX, y: scrollY }
  attempt(() => sessionStorage.setItem(key, JSON.stringify(place)))
}

/** Goes where the reader was, and there once more when all images have their sizes, unless the reader moved on. */
export function restoreScroll(): void {
  const place = kept()
  if (place === undefined || place.page !== location.href) return
  const go = () => scrollTo({ left: place.x, top: place.y, behavior: 'instant' })
  const stop = new AbortController()
  for (const event of ['wheel', 'touchstart', 'keydown', 'pointerdown'])
    addEventListener(event, () => stop.abort(), { signal: stop.signal, passive: true })
  addEventListener('load', go, { signal: stop.signal, once: true })
  go()
}

function kept(): { page: string; x: number; y: number } | undefined {
  const text = attempt(() => sessionStorage.getItem(key))
  attempt(() => sessionStorage.removeItem(key))
  return attempt(() => (text ? JSON.parse(text) : undefined))
}

/** A browser may keep a page from storing anything. */
function attempt<T>(run: () => T): T | undefined {
  try {
    return run()
  } catch {
    return undefined
  }
}
