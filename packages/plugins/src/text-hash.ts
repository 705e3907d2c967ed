/** Numbers that deal names out evenly, over shelves or into a sample. */

/** A whole number that is as good as random, and the same for the same text: FNV-1a of 32 bits. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return (hash ^ (hash >>> 15)) >>> 0
}
