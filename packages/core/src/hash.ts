/** The one hash by which answers, files and values are known. */
import { hash } from 'node:crypto'

/** SHA-256 of a text (as UTF-8) or of bytes: its first 132 bits, in base64url (22 characters). */
export function hashOf(data: string | Uint8Array): string {
  return hash('sha256', data, 'base64url').slice(0, 22)
}
