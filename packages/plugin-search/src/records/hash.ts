/** The hash that stands behind `?h=`. */
import { createHash } from 'node:crypto'
import { hashLength } from '../format/shard.js'

/** The first characters of SHA-256 in base64url. */
export function hashOf(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('base64url').slice(0, hashLength)
}
