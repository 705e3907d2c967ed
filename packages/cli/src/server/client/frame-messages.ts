/** What a page and the overlay in it say to each other. */

/** How the overlay wants to be seen: over the whole page, or as a badge of this size. */
export interface FromOverlay {
  view: 'open' | 'badge'
  width: number
  height: number
}

/** There is another report; the overlay is to make itself small. */
export interface ToOverlay {
  report?: number
  collapse?: boolean
}

const mark = 'blog-build'

/** Marked, since a page may hear messages of others. */
export function fromOverlay(message: FromOverlay): FromOverlay & { from: string } {
  return { ...message, from: mark }
}

/** Likewise. */
export function toOverlay(message: ToOverlay): ToOverlay & { from: string } {
  return { ...message, from: mark }
}

/** Whether a message is one of these. */
export function isMessage(data: unknown): boolean {
  return typeof data === 'object' && data !== null && (data as { from?: unknown }).from === mark
}
