/** Many at once, but not all at once: what is under way is what is in memory. */

/**
 * Starts each in order, at most `size` unfinished at a time. Nothing to wait for gives nothing.
 * The first failure is the failure of all; what is under way by then ends by itself.
 */
export function inWindow<T>(
  items: readonly T[],
  start: (item: T) => Promise<void> | undefined,
  size = 32,
): Promise<void> | undefined {
  let next = 0
  let running = 0
  let settle: { resolve(): void; reject(reason: unknown): void } | undefined

  const pump = () => {
    while (next < items.length && running < size) {
      const started = start(items[next++] as T)
      if (!started) continue
      running++
      started.then(onDone, onFailure)
    }
  }
  const onDone = () => {
    running--
    try {
      pump()
    } catch (error) {
      onFailure(error)
    }
    if (running === 0) settle?.resolve()
  }
  const onFailure = (reason: unknown) => {
    next = items.length
    settle?.reject(reason)
  }

  pump()
  if (running === 0) return undefined
  return new Promise<void>((resolve, reject) => {
    settle = { resolve, reject }
  })
}
