/** Failures that no hook may swallow: they end the revision, whoever was waiting. */

/** Base of all failures of the engine itself. */
export class EngineError extends Error {}

/** A task threw: a fault of its code, since bad content is told in messages. */
export class TaskFailed extends EngineError {
  constructor(
    readonly key: string,
    override readonly cause: unknown,
  ) {
    super(`Task ${key} failed: ${cause instanceof Error ? cause.message : String(cause)}`)
    this.name = 'TaskFailed'
  }
}

/** An input gave two answers within one revision. The build must start again. */
export class InputChanged extends EngineError {
  constructor(readonly key: string) {
    super(`${key} changed while it was being read`)
    this.name = 'InputChanged'
  }
}

/** A value that was lost came out otherwise when it was made again: its task reads something unrecorded. */
export class Unrepeatable extends EngineError {
  constructor(readonly key: string) {
    super(`${key} gave two values for the same reads: it reads something that is not recorded.`)
    this.name = 'Unrepeatable'
  }
}

/** Nobody wants the result of this revision any more. */
export class Superseded extends EngineError {
  constructor() {
    super('The build was superseded.')
    this.name = 'Superseded'
  }
}
