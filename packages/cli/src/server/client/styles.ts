/** Style sheets, exchanged while the page stands. */
import { pathOf, sheetLinks } from './page-uses.js'

/**
 * Puts new style sheets in place of old ones. The old one goes when the new one is there, so that the page is never seen
 * without.
 *
 * @param before Addresses of those that the page names, in its order.
 * @param now What stands in their places.
 * @param changed Addresses of those whose bytes changed and whose address did not.
 * @param seen Told apart by it, a sheet of the same address is loaded once more.
 * @param failed Called when one can't be loaded.
 */
export function swapStyles(
  before: readonly string[],
  now: readonly string[],
  changed: readonly string[],
  seen: number,
  failed: () => void,
): void {
  const targets = new Map(changed.map((address) => [pathOf(address), `${address}?${seen}`]))
  for (const [at, address] of before.entries()) {
    const next = now[at]
    if (next !== undefined && next !== address) targets.set(pathOf(address), next)
  }
  for (const link of sheetLinks()) {
    const target = targets.get(pathOf(link.href))
    if (target !== undefined) swap(link, target, failed)
  }
}

function swap(link: HTMLLinkElement, address: string, failed: () => void): void {
  const next = link.cloneNode() as HTMLLinkElement
  next.removeAttribute('integrity')
  next.href = address
  next.addEventListener('load', () => link.remove(), { once: true })
  next.addEventListener('error', failed, { once: true })
  link.after(next)
}
