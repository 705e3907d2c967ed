/**
 * Splits a long list by name, so that a change of one item is a change of one short list: the square root of what
 * there is. Where items come and go, few others change their shard.
 */
export function shardsOf(names: readonly string[]): number[][] {
  if (names.length === 0) return []
  const count = 2 ** Math.floor(Math.log2(names.length) / 2)
  const shards: number[][] = Array.from({ length: count }, () => [])
  names.forEach((name, place) => {
    shards[spread(name) % count]?.push(place)
  })
  return shards
}

/** FNV-1a over code units, 32 bits: http://www.isthe.com/chongo/tech/comp/fnv/ */
function spread(name: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < name.length; at++) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193)
  return hash >>> 0
}
