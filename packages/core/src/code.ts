/** The code of a site, loaded when something has to run, and again when it changed. */
import { posix } from 'node:path'
import { type CodeRecord, isRecorded, isSameCode, recordOf } from './code-record.js'
import { InputChanged } from './engine/error.js'
import type { LayoutModule } from './hooks/layout.js'
import { isCurrent } from './load/code.js'
import { type Input, sameInputs } from './load/inputs.js'
import type { OnStep } from './markdown/plugin-list.js'
import { pluginChangedGlobals } from './messages/plugin.js'
import type { Host, Message } from './model.js'
import type { CodeSource, LoadedCode } from './pipeline/inputs.js'
import type { Session } from './session.js'
import type { SiteOptions } from './site-options.js'

/** Code with errors, so that there is nothing to run. */
export class CodeRefused extends Error {
  constructor(
    readonly messages: Message[],
    /** What it was made from, as far as it came. */
    readonly inputs: readonly Input[],
  ) {
    super('The code of the site cannot be loaded.')
    this.name = 'CodeRefused'
  }
}

/** Code that changed since it was loaded, and is not to be loaded beside the old. */
export class CodeStale extends Error {
  constructor() {
    super('The code of the site has changed.')
    this.name = 'CodeStale'
  }
}

/** Code that has to run, and is not to be loaded here. */
export class CodeWanted extends Error {
  constructor() {
    super('The code of the site has to run.')
    this.name = 'CodeWanted'
  }
}

/** How code is opened. */
export interface OpenCode {
  /** What the last build recorded. */
  last: CodeRecord | undefined
  /** Absolute paths that may have changed: where none of them is of the code, it is not looked at. */
  changed?: readonly string[] | undefined
  /** Loaded code stays: if it changed, that is `CodeStale`. */
  keepCode?: boolean | undefined
  /** Nothing is loaded: if something has to be, that is `CodeWanted`. */
  withoutCode?: boolean | undefined
}

/** The code of a site. */
export interface Code extends CodeSource {
  /**
   * Begins a build. Code that is what the last build recorded is not loaded yet.
   *
   * @returns Whether it is the code that was opened before.
   * @throws {CodeRefused} if code that has to be loaded has errors.
   * @throws {CodeStale}
   * @throws {CodeWanted} as `OpenCode` says.
   */
  open(options: OpenCode): Promise<boolean>
  /**
   * Loads the code if it is not.
   *
   * @throws {CodeRefused} if it has errors.
   * @throws {InputChanged} if it is no longer what was opened.
   * @throws {CodeWanted} if it was opened to be left alone.
   */
  load(): Promise<void>
  /** What is to be remembered of it. */
  record(): CodeRecord
  /** Absolute paths of all files and folders that it was made from. */
  paths(): string[]
  /** Absolute paths of those that are no longer what they were. */
  changed(): string[]
  /** What its code changed of what all code shares, where that is not told yet; `isAll`: of this build, even so. */
  strayChanges(isAll?: boolean): Message[]
  /** Whether it changed anything of that since this was last asked: what was made meanwhile can't be trusted. */
  takeTaint(): boolean
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
  /** Stands in for layouts that the site does not have. */
  standIn?: LayoutModule | undefined
  /** Sees what each Markdown plugin makes of each tree. */
  onStep?: OnStep
}

/** Loads nothing yet. */
export function createCode(world: CodeWorld): Code {
  const { options, host, disk } = world
  const state = openState(world)
  let loading: Promise<void> | undefined
  let isBarred = false
  const absolute = ({ path }: Input) => posix.resolve(options.root, path)
  const paths = () => state.inputs().map(absolute)
  const load = async () => {
    if (state.session()) return
    if (isBarred) throw new CodeWanted()
    loading ??= state.load().finally(() => {
      loading = undefined
    })
    await loading
  }
  return {
    get isSame() {
      return state.isRemembered()
    },
    get: () => state.loaded(),
    async open({ last, changed, keepCode = false, withoutCode = false }) {
      isBarred = withoutCode
      const known = state.known()
      if (known && changed && !concerns(changed, paths())) return true
      const recorded = state.renew(last, keepCode)
      // Its plugins want to be told of the end, which comes too late to find that out.
      if (!recorded || (withoutCode && recorded.hasEnd)) await load()
      return known !== undefined && known === state.session()
    },
    load,
    record: state.record,
    paths,
    changed: () =>
      state
        .inputs()
        .map((input) => ({ ...input, path: absolute(input) }))
        .filter((input) => !sameInputs([input], host, disk))
        .map(({ path }) => path),
    strayChanges(isAll = false) {
      const found = state.session()?.code.commons?.rest(isAll)
      return found ? [pluginChangedGlobals(found.suspects, found.changed)] : []
    },
    takeTaint: () => state.session()?.code.commons?.takeTaint() === true,
    rest: async () => state.session()?.code.pool?.close(),
  }
}

/** What is known of the code: loaded, recorded by an earlier build, or refused. */
interface CodeState {
  session(): Session | undefined
  /** Known by its record alone. */
  isRemembered(): boolean
  loaded(): LoadedCode
  record(): CodeRecord
  inputs(): readonly Input[]
  /** What is loaded or recorded, unless it was found to be other code than what it was looked at as. */
  known(): Session | CodeRecord | undefined
  /** Lets go of loaded code that changed, and gives the record of the last build if that still holds. */
  renew(last: CodeRecord | undefined, keepCode: boolean): CodeRecord | undefined
  load(): Promise<void>
}

function openState(world: CodeWorld): CodeState {
  const { options, host, inlineHash } = world
  let session: Session | undefined
  let recorded: CodeRecord | undefined
  /** The code changed between being looked at and being loaded. */
  let isOther = false
  /** What code was made from that had errors. */
  let refused: readonly Input[] | undefined
  const record = () => {
    if (session) return recordOf(session, options, inlineHash)
    return recorded as CodeRecord
  }
  return {
    session: () => session,
    isRemembered: () => session === undefined && recorded !== undefined,
    loaded() {
      if (!session) throw new Error('The code of the site was asked for before it was loaded.')
      return session.code
    },
    record,
    inputs: () => session?.user.inputs ?? recorded?.inputs ?? refused ?? [],
    known: () => (isOther ? undefined : (session ?? recorded)),
    renew(last, keepCode) {
      isOther = false
      if (session && !isCurrent(host, session.user)) {
        if (keepCode) throw new CodeStale()
        session.code.commons?.close()
        session = undefined
      }
      recorded = !session && last && isRecorded(last, world) ? last : undefined
      return recorded
    },
    async load() {
      const { openSession } = await import('./session.js')
      const opened = await openSession(world)
      refused = opened.value ? undefined : opened.inputs
      if (!opened.value) throw new CodeRefused(opened.messages, opened.inputs)
      session = opened.value
      isOther = recorded !== undefined && !isSameCode(record(), recorded)
      // Answers were kept already because the code was said to be what it was.
      if (isOther) throw new InputChanged('code')
    },
  }
}

/** Whether one of the paths is of the code, in a folder that was listed for it, or above. */
function concerns(changed: readonly string[], paths: readonly string[]): boolean {
  const known = new Set(paths)
  const isAbove = (folder: string) => paths.some((path) => path.startsWith(`${folder}/`))
  return changed.some((path) => known.has(path) || known.has(posix.dirname(path)) || isAbove(path))
}
