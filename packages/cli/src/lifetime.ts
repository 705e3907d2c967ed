/**
 * The life of the process around one command: what is thrown outside of it, a promise that never
 * settles, an exit that something else calls for. Node would end all but the first with code 0.
 */

/** Why a command broke off, or could not be called a success. */
export type Failure =
  /** Thrown or rejected where nobody waits for it. */
  | { kind: 'thrown'; error: unknown }
  /** Nothing is left to do, and the command has not ended; or how else nothing gets on, in a sentence. */
  | { kind: 'stuck'; text?: string }
  /** Something called `process.exit()`. */
  | { kind: 'exit' }

/** The part of `process` that is needed here. */
export interface ProcessLike {
  exitCode?: number | string | null | undefined
  on(event: 'uncaughtException', listener: (error: unknown) => void): unknown
  on(event: 'beforeExit' | 'exit', listener: () => void): unknown
  exit(code: number): void
  getActiveResourcesInfo(): string[]
}

/** Watches over one command. */
export interface Lifetime {
  /** Whether something failed so far. */
  failed(): boolean
  /** Reports a failure that somebody caught. */
  fail(failure: Failure): void
  /**
   * Waits until the process has nothing left to do, so that what a plugin started in the background
   * can still fail; at most `grace` milliseconds. If that is not enough, gives what keeps it alive.
   */
  drained(grace: number): Promise<string[] | undefined>
  /** The command has ended: the process will exit with this code, whatever others set. */
  end(code: number): void
}

/** The exit code of a fault that is not the content's. */
export const internalCode = 3

/** Starts to watch. `onFailure` is called once, synchronously, and only reports: the exit code is set here. */
export function watchOver(process: ProcessLike, onFailure: (failure: Failure) => void): Lifetime {
  let code: number | undefined
  let wake: (() => void) | undefined
  const fail = (failure: Failure) => {
    if (code === internalCode) return
    code = internalCode
    process.exitCode = internalCode
    onFailure(failure)
  }
  process.on('uncaughtException', (error) => {
    fail({ kind: 'thrown', error })
    process.exit(internalCode)
  })
  process.on('beforeExit', () => {
    if (wake !== undefined) wake()
    else if (code === undefined) fail({ kind: 'stuck' })
  })
  process.on('exit', () => {
    if (code === undefined) fail({ kind: 'exit' })
    process.exitCode = code
  })
  return {
    failed: () => code === internalCode,
    fail,
    async drained(grace) {
      const open = await new Promise<boolean>((resolve) => {
        wake = () => resolve(false)
        setTimeout(() => resolve(true), grace).unref()
      })
      wake = undefined
      return open ? process.getActiveResourcesInfo().filter(holdsProcess) : undefined
    },
    end(final) {
      code ??= final
      process.exitCode = code
    },
  }
}

/** The standard streams are listed too, though they keep nothing alive. */
function holdsProcess(resource: string): boolean {
  return !/^(TTYWrap|PipeWrap|FSReqPromise|FSReqCallback)$/.test(resource)
}
