/** The state of the process that all code of a thread shares, and how to see that somebody changed it. */
import { isMainThread } from 'node:worker_threads'

/** The state as it was, to be compared again and again. */
export interface SharedState {
  isSame(): boolean
  /** Puts everything back, and gives the names of what was changed. */
  restore(): string[]
  /** What was changed so far is right. */
  accept(): void
  /** Looks no more. */
  close(): void
}

/** Takes it as it is now: exit code, listeners, the current folder, and from now on what is written to the environment. */
export function keepState(): SharedState {
  const environment = keepEnvironment()
  let listeners = listenersNow()
  let { exitCode } = process
  let cwd = folderNow()
  return {
    isSame: () =>
      environment.isSame() && process.exitCode === exitCode && folderNow() === cwd && isListening(listeners),
    restore() {
      const changed = environment.restore()
      if (process.exitCode !== exitCode) {
        process.exitCode = exitCode
        changed.push('process.exitCode')
      }
      if (folderNow() !== cwd) {
        process.chdir(cwd)
        changed.push('process.cwd()')
      }
      return [...changed, ...restoreListeners(listeners)]
    },
    accept() {
      environment.accept()
      listeners = listenersNow()
      exitCode = process.exitCode
      cwd = folderNow()
    },
    close: environment.close,
  }
}

/** Threads have no folder of their own: there Node refuses to change it. */
function folderNow(): string {
  return isMainThread ? process.cwd() : ''
}

type Listeners = Map<string | symbol, readonly unknown[]>

function listenersNow(): Listeners {
  return new Map(process.eventNames().map((event) => [event, process.rawListeners(event)]))
}

function isListening(before: Listeners): boolean {
  const events = process.eventNames()
  return events.length === before.size && events.every((event) => isSameList(event, before.get(event)))
}

function isSameList(event: string | symbol, before: readonly unknown[] = []): boolean {
  const now = process.rawListeners(event)
  return now.length === before.length && now.every((listener, at) => listener === before[at])
}

function restoreListeners(before: Listeners): string[] {
  const events = new Set([...before.keys(), ...process.eventNames()])
  const changed = [...events].filter((event) => !isSameList(event, before.get(event)))
  for (const event of changed) {
    process.removeAllListeners(event)
    for (const listener of before.get(event) ?? []) process.on(event as 'exit', listener as () => void)
  }
  return changed.map((event) => `a listener of process.on('${String(event)}')`)
}

/** To compare all variables takes too long: what is written is noted instead. */
function keepEnvironment() {
  const real = process.env
  const before = new Map<string, string | undefined>()
  const note = (name: string | symbol) => {
    if (typeof name === 'string' && !before.has(name)) before.set(name, real[name])
  }
  process.env = new Proxy(real, {
    set(target, name, value) {
      note(name)
      return Reflect.set(target, name, value)
    },
    defineProperty(target, name, descriptor) {
      note(name)
      return Reflect.defineProperty(target, name, descriptor)
    },
    deleteProperty(target, name) {
      note(name)
      return Reflect.deleteProperty(target, name)
    },
  })
  return {
    isSame: () => before.size === 0,
    restore() {
      const changed = [...before].filter(([name, value]) => real[name] !== value)
      for (const [name, value] of changed) {
        if (value === undefined) delete real[name]
        else real[name] = value
      }
      before.clear()
      return changed.map(([name]) => `process.env.${name}`)
    },
    accept: () => before.clear(),
    close() {
      process.env = real
    },
  }
}
