/** The picture of an entry, as its frontmatter names it. */
import { posix } from 'node:path'
import type { EntryView, PageContext } from '@blog-build/core/plugin'

/** A picture with its whole address. */
export interface EntryImage {
  url: string
  /** Pixels; known for files of the project. */
  width?: number
  height?: number
  /** What it shows, for those who do not see it. */
  alt?: string
}

/** What is shown as a picture everywhere, and published from anywhere in a project but hidden folders. */
const publishable = /^(?!layouts\/)(?!(?:.*\/)?(?:\.|node_modules\/)).*\.(?:png|jpe?g|gif|webp|avif|svg)$/i

/**
 * The picture that `image`, else `cover`, of an entry names: a whole address, an address of the site
 * (`/cover.png`, a file of `public/`), or a path from the entry's own file. Nothing if there is no such file,
 * or no site `url`, without which no address is whole.
 */
export async function imageOf(context: PageContext, entry: EntryView): Promise<EntryImage | undefined> {
  const home = await context.absolute('/')
  const { image, cover, imageAlt } = entry.data
  const named = [image, cover].find((value) => typeof value === 'string' && value.trim() !== '')
  if (typeof named !== 'string' || home === undefined) return undefined
  const found = await find(context, named.trim(), posix.dirname(entry.path))
  if (!found) return undefined
  const alt = typeof imageAlt === 'string' ? { alt: imageAlt } : {}
  return { ...found, url: new URL(found.url, home).href, ...alt }
}

async function find(context: PageContext, named: string, folder: string): Promise<EntryImage | undefined> {
  if (/^https?:\/\//i.test(named)) return URL.canParse(named) ? { url: named } : undefined
  if (named.startsWith('/')) {
    const file = posix.normalize(`public${named}`)
    const isThere = file.startsWith('public/') && (await context.readBytes(file)) !== undefined
    return isThere ? { url: await context.url(file.slice('public'.length)) } : undefined
  }
  const file = posix.join(folder, named)
  if (!publishable.test(file) || (await context.readBytes(file)) === undefined) return undefined
  return context.asset(file)
}
