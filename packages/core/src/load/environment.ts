/** `process` as user code sees it: the real one, whose `env` asks the host and remembers the questions. */

import type { SharedState } from '../hooks/commons-process.js'
import { tellOfVariable } from '../host/fs-reads.js'
import type { Host } from '../model.js'

/** An environment variable that user code asked for. */
export interface EnvRead {
  name: string
  value: string | undefined
}

/** A stand-in for `process`, and what was read of its `env` so far. */
export interface Environment {
  process: NodeJS.Process
  /** Notes a variable as read: code names it, and may read it later. */
  ask(name: string): string | undefined
  /** What code itself read since the last time that this was asked. */
  takeReads(): EnvRead[]
  /** What code writes: it never reaches the machine, but all of this code reads it. */
  written: SharedState
  /** Live: code that reads at a later time adds to it. Sorted by name. */
  reads(): EnvRead[]
}

/** Makes the stand-in. What user code assigns stays its own and never reaches the machine. */
export function recordEnvironment(host: Pick<Host, 'env'>): Environment {
  const reads = new Map<string, string | undefined>()
  const ask = (name: string) => {
    if (!reads.has(name)) reads.set(name, host.env(name))
    return reads.get(name)
  }
  let since = new Set<string>()
  const own = createOwnVariables()
  const env = recordingEnv(own, (name) => {
    since.add(name)
    // While a task runs it is a read of that task: code need not name what it reads.
    tellOfVariable(name)
    return ask(name)
  })
  return {
    process: new Proxy(process, {
      // Without a receiver: getters of `process` insist on their own object.
      get: (target, key) => (key === 'env' ? env : Reflect.get(target, key)),
    }),
    ask,
    takeReads() {
      const names = since
      since = new Set()
      return sorted([...names].map((name) => ({ name, value: ask(name) })))
    },
    written: own,
    reads: () => sorted([...reads].map(([name, value]) => ({ name, value }))),
  }
}

/** Variables that a text names after `env`: `process.env.A`, `env['B']`, `{ C } = process.env`. */
export function namesOfEnv(code: string): string[] {
  const names = new Set<string>()
  for (const [, dotted, quoted] of code.matchAll(
    /\benv\s*(?:\?\s*)?(?:\.\s*([A-Za-z_$][\w$]*)|(?:\.\s*)?\[\s*['"`]([^'"`]+)['"`]\s*\])/g,
  )) {
    names.add(dotted ?? quoted ?? '')
  }
  for (const [, inside = ''] of code.matchAll(/\{([^{}]*)\}\s*=\s*(?:process\s*\.\s*)?env\b/g)) {
    for (const part of inside.split(',')) {
      const name = /^\s*['"]?([\w$]+)/.exec(part)?.[1]
      if (name !== undefined) names.add(name)
    }
  }
  return [...names].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
}

function sorted(reads: EnvRead[]): EnvRead[] {
  return reads.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
}

/** Names can't be listed, only asked for: a list would make every variable of the machine an input. */
function recordingEnv(own: OwnVariables, ask: (name: string) => string | undefined): NodeJS.ProcessEnv {
  const lookUp = (name: string) => (own.has(name) ? own.get(name) : ask(name))
  return new Proxy<NodeJS.ProcessEnv>(Object.create(null), {
    get: (_target, name) => (typeof name === 'string' ? lookUp(name) : undefined),
    has: (_target, name) => typeof name === 'string' && lookUp(name) !== undefined,
    set: (_target, name, value) => typeof name === 'string' && own.set(name, String(value)),
    deleteProperty: (_target, name) => typeof name === 'string' && own.set(name, undefined),
    getOwnPropertyDescriptor(_target, name) {
      const value = typeof name === 'string' ? lookUp(name) : undefined
      return value === undefined ? undefined : { value, writable: true, enumerable: true, configurable: true }
    },
  })
}

/** What code has written to its environment. */
interface OwnVariables extends SharedState {
  has(name: string): boolean
  get(name: string): string | undefined
  set(name: string, value: string | undefined): true
}

function createOwnVariables(): OwnVariables {
  let all = new Map<string, string | undefined>()
  /** As they were when they were last right; nothing where that is what they are. */
  let before: typeof all | undefined
  return {
    has: (name) => all.has(name),
    get: (name) => all.get(name),
    set(name, value) {
      before ??= new Map(all)
      all.set(name, value)
      return true
    },
    isSame: () => before === undefined,
    restore() {
      const was = before ?? all
      const changed = [...all.keys()].filter((name) => all.get(name) !== was.get(name) || !was.has(name))
      all = was
      before = undefined
      return changed.map((name) => `process.env.${name}`)
    },
    accept() {
      before = undefined
    },
    close() {},
  }
}
