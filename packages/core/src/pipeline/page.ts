/** Planned addresses: one for each published entry, and those that plugins plan. */
import { pageDuplicate, pagePermalink } from '../messages/page.js'
import type { Where } from '../messages.js'
import type { EntryView, Message, OwnedPage, Page, Result } from '../model.js'
import { checkPermalink } from './permalink.js'

/** The page of an entry, planned by core. */
export function pageOfEntry(view: EntryView, layout: string): OwnedPage {
  return {
    permalink: view.permalink as string,
    layout,
    params: {},
    title: view.title,
    ...(view.summary === undefined ? {} : { description: view.summary }),
    entry: view.id,
    ...(view.unlisted ? { unlisted: true } : {}),
    ...(isOnTop(view) ? { navigation: view.title } : {}),
    owner: 'core',
  }
}

/** Pages such as `/about/`, which readers look for in the navigation. */
function isOnTop({ collection, permalink = '', unlisted }: EntryView): boolean {
  return collection === 'pages' && !unlisted && /^\/[^/]+\/$/.test(permalink)
}

/**
 * All pages, sorted by permalink. Where two want one address, a plugin's page that shows the same
 * entry replaces core's; anything else is an error that names both sides, and the first one stays.
 */
export function toPages(
  ofEntries: readonly OwnedPage[],
  ofPlugins: readonly OwnedPage[],
  whereOf: (entry: string) => Where | undefined,
): Result<OwnedPage[]> {
  const messages: Message[] = []
  const pages = new Map<string, OwnedPage>()
  for (const page of [...ofEntries, ...ofPlugins]) {
    const problem = page.owner === 'core' ? undefined : checkPermalink(page.permalink)
    if (problem !== undefined) {
      messages.push(pagePermalink(page, problem))
      continue
    }
    const other = pages.get(page.permalink)
    if (other && !replaces(page, other)) {
      messages.push(pageDuplicate(page, other, whereOf))
      continue
    }
    pages.set(page.permalink, page)
  }
  const sorted = [...pages.values()].sort((a, b) => (a.permalink < b.permalink ? -1 : 1))
  return { value: sorted, messages }
}

function replaces(page: OwnedPage, other: OwnedPage): boolean {
  return (
    other.owner === 'core' && page.owner !== 'core' && page.entry !== undefined && page.entry === other.entry
  )
}

/** What a plugin gave as a page, with its owner; fields that pages do not have are left out. */
export function ownPage(page: Page, owner: string): OwnedPage {
  return {
    permalink: page.permalink,
    layout: page.layout,
    params: page.params ?? {},
    ...(page.title === undefined ? {} : { title: page.title }),
    ...(page.description === undefined ? {} : { description: page.description }),
    ...(page.entry === undefined ? {} : { entry: page.entry }),
    ...(page.unlisted ? { unlisted: true } : {}),
    ...(page.navigation === undefined ? {} : { navigation: page.navigation }),
    owner,
  }
}
