/** Ids of a feed: feed readers show an entry anew when its id changes, so ids must outlive all else. */
import { createHash } from 'node:crypto'

/**
 * The id of an entry, or of the feed itself where `local` is empty: `urn:uuid:` and the first 128 bits of
 * SHA-256 over the site's own text and the entry's, as a UUID of version 8.
 *
 * Neither title, date, slug nor permalink is part of it.
 *
 * @param site Tells this site from others: its address without scheme and without `/` at the end.
 * @param local The id of the entry (`posts/hello`), or its own `guid`. One that is a URI is the id itself.
 */
export function feedIdOf(site: string, local: string): string {
  if (isUri(local)) return local
  const digest = createHash('sha256')
    .update(`${plainSite(site)}\n${local}`)
    .digest()
  digest[6] = ((digest[6] as number) & 0x0f) | 0x80
  digest[8] = ((digest[8] as number) & 0x3f) | 0x80
  const hex = digest.toString('hex')
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)]
  return `urn:uuid:${parts.join('-')}`
}

/** `https://example.org/blog/` and `example.org/blog` are one site. */
function plainSite(text: string): string {
  return text
    .trim()
    .replace(/^https?:\/\//i, '')
    .replace(/\/+$/, '')
}

/** A scheme and what follows it, in characters that a URI may have. */
function isUri(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:[\w\-.~:/?#[\]@!$&'()*+,;=%]+$/i.test(text)
}
