/** How a command that goes on by itself comes to its end: by a signal, or because nobody reads what it says. */

/** What ends it from outside, and the code that a shell sees then. */
const codes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const

/** A signal that ends a command. */
export type Signal = keyof typeof codes

/** Why it ends. */
export type Reason = Signal | 'closed'

/** The part of `process` that is needed here. */
export interface EndingProcess {
  pid: number
  on(event: Signal, listener: () => void): unknown
  removeAllListeners(event: Signal): unknown
  kill(pid: number, signal: Signal): unknown
  exit(code: number): void
}

/** The end of a command, ahead. */
export interface Ending {
  /** Resolves with the first reason. */
  reason: Promise<Reason>
  /** Nobody reads what the command says. */
  closed(): void
  /** Ends the process, once all is done. */
  leave(reason: Reason): void
}

/** Starts to listen. The first signal asks for an end in order; a second one ends the process at once. */
export function awaitEnd(process: EndingProcess): Ending {
  let end: (reason: Reason) => void = () => {}
  let isEnding = false
  const reason = new Promise<Reason>((resolve) => {
    end = resolve
  })
  for (const signal of Object.keys(codes) as Signal[]) {
    process.on(signal, () => {
      if (isEnding) process.exit(codes[signal])
      isEnding = true
      end(signal)
    })
  }
  return {
    reason,
    closed: () => end('closed'),
    leave(reason) {
      if (reason === 'closed') return process.exit(0)
      // By dying of the signal, so that a script that called the command is ended by Ctrl-C as well.
      process.removeAllListeners(reason)
      process.kill(process.pid, reason)
      setTimeout(() => process.exit(codes[reason]), 200)
    },
  }
}
