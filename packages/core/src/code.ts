/** The code of a site, loaded when something has to run, and again when it changed. */
import { type CodeRecord, isRecorded, recordOf } from './code-record.js'
import { isCurrent } from './load/code.js'
import type { OnStep } from './markdown/plugin-list.js'
import type { Host, Message } from './model.js'
import type { CodeSource, LoadedCode } from './pipeline/inputs.js'
import type { Session } from './session.js'
import type { SiteOptions } from './site-options.js'

/** Code with errors, so that there is nothing to run. */
export class CodeRefused extends Error {
  constructor(readonly messages: Message[]) {
    super('The code of the site cannot be loaded.')
    this.name = 'CodeRefused'
  }
}

/** The code of a site. */
export interface Code extends CodeSource {
  /**
   * Begins a build. Code that is what the last build recorded is not loaded yet.
   *
   * @throws {CodeRefused} if code that has to be loaded has errors.
   */
  open(last: CodeRecord | undefined): Promise<void>
  /** Loads the code if it is not. */
  load(): Promise<void>
  /** What is to be remembered of it. */
  record(): CodeRecord
  /** Ends the threads that a build has started. */
  rest(): Promise<void>
}

/** Where the code lies. */
export interface CodeWorld {
  options: SiteOptions
  host: Host
  /** The real disk, for packages and the theme. */
  disk: Host
  /** Stands for functions that were passed in rather than loaded. */
  inlineHash: string
  /** Sees what each Markdown plugin makes of each tree. */
  onStep?: OnStep
}

/** Loads nothing yet. */
export function createCode(world: CodeWorld): Code {
  const { options, host, inlineHash } = world
  let session: Session | undefined
  let recorded: CodeRecord | undefined
  let loading: Promise<void> | undefined

  const loadNow = async () => {
    const { openSession } = await import('./session.js')
    const opened = await openSession(world)
    if (!opened.value) throw new CodeRefused(opened.messages)
    session = opened.value
  }
  const load = async () => {
    if (session) return
    loading ??= loadNow().finally(() => {
      loading = undefined
    })
    await loading
  }
  return {
    get isSame() {
      return session === undefined && recorded !== undefined
    },
    get(): LoadedCode {
      if (!session) throw new Error('The code of the site was asked for before it was loaded.')
      return session.code
    },
    async open(last) {
      if (session && !isCurrent(host, session.user)) session = undefined
      recorded = !session && last && isRecorded(last, world) ? last : undefined
      if (!recorded) await load()
    },
    load,
    record() {
      if (session) return recordOf(session, options, inlineHash)
      return recorded as CodeRecord
    },
    rest: async () => session?.code.markdown.value.pool?.close(),
  }
}
