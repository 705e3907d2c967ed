/** A sleep that can be ended. */

/** One sleeper at a time. */
export interface Alarm {
  /** Sleeps that many milliseconds, or until it rings; not at all if it rang since the last sleep. */
  sleep(milliseconds: number): Promise<void>
  ring(): void
}

/** Silent at first. */
export function createAlarm(): Alarm {
  let hasRung = false
  let wake: (() => void) | undefined
  return {
    async sleep(milliseconds) {
      if (!hasRung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, milliseconds)
          wake = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      }
      wake = undefined
      hasRung = false
    },
    ring() {
      hasRung = true
      wake?.()
    },
  }
}
