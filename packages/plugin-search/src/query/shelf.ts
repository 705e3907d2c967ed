/** What was read before: the latest stays. Who asks for what another is waiting for waits with them. */
export type Shelf<Value> = (key: string, read: () => Promise<Value>) => Promise<Value>

/** @param most How many values are kept; what was not asked for longest goes first. */
export function createShelf<Value>(most: number): Shelf<Value> {
  const kept = new Map<string, Promise<Value>>()
  return (key, read) => {
    const known = kept.get(key)
    const value = known ?? read()
    kept.delete(key)
    kept.set(key, value)
    // What failed may succeed next time.
    if (!known) value.catch(() => kept.get(key) === value && kept.delete(key))
    for (const oldest of kept.keys()) {
      if (kept.size <= most) break
      kept.delete(oldest)
    }
    return value
  }
}
