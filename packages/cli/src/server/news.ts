/** How things stand for a page that is open in a browser. */
import type { CurrentSite } from './current-site.js'
import type { News, Visitor } from './events.js'
import { stateOf } from './page.js'
import type { Report } from './problems.js'
import type { Snapshot } from './snapshot.js'

/** More addresses than a page could use. */
const most = 1000

/** @returns Nothing if the page is just being written, and that takes long: it will be said afterwards. */
export async function newsFor(
  visitor: Visitor,
  site: CurrentSite,
  report: () => Report,
): Promise<News | undefined> {
  const state = await stateOf(await site.find(visitor.address))
  if (state === undefined) return undefined
  const snapshot = site.snapshot()
  const changed = changedFor(visitor, snapshot)
  const isOther = state.identity !== visitor.identity || changed === undefined
  const { count, number } = report()
  return {
    ...(isOther && { reload: true as const }),
    seen: snapshot?.number ?? 0,
    styles: state.styles,
    changed: changed ?? [],
    problems: { count, report: number },
  }
}

/** Pages matter only in frames: among very many changes they are left out. Nothing if even that is too much. */
function changedFor({ seen }: Visitor, snapshot: Snapshot | undefined): string[] | undefined {
  const all = snapshot?.changedSince(seen) ?? []
  const some = all.length <= most ? all : all.filter(({ isPage }) => !isPage)
  return some.length > most ? undefined : some.map(({ address }) => address)
}
