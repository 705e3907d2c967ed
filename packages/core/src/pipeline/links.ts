/** Links, anchors and assets of one entry, held against what the site has. */
import {
  addressMissing,
  anchorMissing,
  assetMissing,
  assetPrivate,
  linkMissing,
  linkUnpublished,
} from '../messages/link.js'
import type { Content, EntryId, Message, Slot } from '../model.js'
import { nearest } from '../nearest.js'
import { isPublishable } from './asset.js'

/** What the site says of a path or an address. */
export interface SiteLookup {
  /** Entry at a source path, which may lack its extension. */
  target(path: string): Promise<{ id: EntryId; path: string } | undefined>
  permalink(id: EntryId): Promise<string | undefined>
  isPublished(id: EntryId): Promise<boolean>
  ids(id: EntryId): Promise<readonly string[]>
  /** Page or file at an address of the site: which entry it shows, if it shows one. */
  address(path: string): Promise<{ entry?: EntryId } | undefined>
  /** An address that looks like this one. */
  nearAddress(path: string): Promise<string | undefined>
  /** A source path that looks like this one. */
  nearSource(path: string): Promise<string | undefined>
  exists(path: string): boolean
}

/** Messages for what is broken, in the order of the content. */
export async function checkLinks(path: string, content: Content, site: SiteLookup): Promise<Message[]> {
  const messages: Message[] = []
  for (const slot of content.slots) {
    const message = await checkSlot(path, content, slot, site)
    if (message) messages.push(message)
  }
  return messages
}

async function checkSlot(
  path: string,
  content: Content,
  slot: Slot,
  site: SiteLookup,
): Promise<Message | undefined> {
  switch (slot.kind) {
    case 'link':
      return checkLink({ path, place: slot.place }, slot, site)
    case 'site':
      return checkAddress({ path, place: slot.place }, slot, site)
    case 'anchor':
      return checkAnchor({ path, place: slot.place }, `#${slot.hash}`, slot.hash, content.ids)
    case 'asset':
      if (!isPublishable(slot.path)) return assetPrivate({ path, place: slot.place }, slot.href)
      if (site.exists(slot.path)) return undefined
      return assetMissing({ path, place: slot.place }, slot.href, slot.path)
    default:
      return undefined
  }
}

type Located = { path: string; place?: Extract<Slot, { kind: 'link' }>['place'] }

async function checkLink(where: Located, slot: Extract<Slot, { kind: 'link' }>, site: SiteLookup) {
  const target = await site.target(slot.path)
  if (!target) {
    // A link without a source's extension may also lead to a plain file beside the entry.
    if (isPublishable(slot.path) && site.exists(slot.path)) return undefined
    return linkMissing(where, slot.href, slot.path, await site.nearSource(slot.path))
  }
  if (!(await site.isPublished(target.id)) || (await site.permalink(target.id)) === undefined) {
    return linkUnpublished(where, slot.href, target.path)
  }
  return checkAnchorOf(where, slot, target.id, site)
}

async function checkAddress(where: Located, slot: Extract<Slot, { kind: 'site' }>, site: SiteLookup) {
  const found = await site.address(slot.path)
  if (!found) return addressMissing(where, slot.href, await site.nearAddress(slot.path))
  if (found.entry === undefined) return undefined
  return checkAnchorOf(where, slot, found.entry, site)
}

/** Asks for the ids of another entry only if it must: they cost its content. */
async function checkAnchorOf(
  where: Located,
  slot: { href: string; suffix: string },
  id: EntryId,
  site: SiteLookup,
) {
  const hash = hashOfSuffix(slot.suffix)
  return hash === '' ? undefined : checkAnchor(where, slot.href, hash, await site.ids(id))
}

function checkAnchor(
  where: Located,
  href: string,
  hash: string,
  ids: readonly string[],
): Message | undefined {
  const id = decode(hash)
  // Browsers scroll to the top for these two, whatever ids there are.
  if (id === '' || id.toLowerCase() === 'top' || ids.includes(id) || ids.includes(hash)) return undefined
  return anchorMissing(where, href, id, nearest(id, ids))
}

function hashOfSuffix(suffix: string): string {
  const at = suffix.indexOf('#')
  return at < 0 ? '' : suffix.slice(at + 1)
}

function decode(hash: string): string {
  try {
    return decodeURIComponent(hash)
  } catch {
    return hash
  }
}
