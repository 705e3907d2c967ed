/** Listens until a signal says that it is enough. */

type Events = GlobalEventHandlersEventMap & { popstate: PopStateEvent }

export function listenUntil(signal: AbortSignal) {
  return <Name extends keyof Events>(
    target: EventTarget,
    type: Name,
    listener: (event: Events[Name]) => unknown,
  ) => target.addEventListener(type, listener as EventListener, { signal })
}
