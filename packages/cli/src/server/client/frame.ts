/** The frame around the overlay, as a page holds it. What is in it is a document of its own, see `overlay.ts`. */

import { type FromOverlay, isMessage, toOverlay } from './frame-messages.js'
import { forgetView } from './view.js'

/** Shows what is wrong, or nothing. */
export interface Frame {
  show(problems: { count: number; report: number }): void
}

/** @param prefix Address of what is the server's own. */
export function createFrame(prefix: string): Frame {
  let frame: HTMLIFrameElement | undefined
  let report: number | undefined
  let focused: Element | null = null

  addEventListener('message', ({ source, origin, data }) => {
    if (!frame || source !== frame.contentWindow || origin !== location.origin || !isMessage(data)) return
    const { view } = data as FromOverlay
    if (document.activeElement !== frame) focused = document.activeElement
    place(frame, data as FromOverlay)
    if (view === 'open') frame.focus()
    else if (focused instanceof HTMLElement) focused.focus({ preventScroll: true })
  })
  addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') frame?.contentWindow?.postMessage(toOverlay({ collapse: true }), location.origin)
  })

  return {
    show(problems) {
      if (problems.count === 0) {
        frame?.remove()
        frame = undefined
        // The next time there is something to say, it is said out loud again.
        forgetView()
      } else if (frame === undefined) {
        focused = document.activeElement
        frame = created(`${prefix}overlay.html`)
        // Beside the body: what a site does to its own elements does not reach it.
        document.documentElement.append(frame)
      } else if (report !== problems.report) {
        frame.contentWindow?.postMessage(toOverlay({ report: problems.report }), location.origin)
      }
      report = problems.report
    },
  }
}

/** Not to be seen until what is in it says so: where a site's own policy forbids frames, nothing ever does. */
function created(address: string): HTMLIFrameElement {
  const frame = document.createElement('iframe')
  frame.src = address
  frame.title = 'Errors in the site'
  set(frame, { all: 'initial', position: 'fixed', visibility: 'hidden', width: '0', height: '0' })
  return frame
}

function place(frame: HTMLIFrameElement, { view, width, height }: FromOverlay): void {
  const size =
    view === 'open'
      ? { inset: '0', width: '100%', height: '100%' }
      : { inset: 'auto 0 0 auto', width: `${width}px`, height: `${height}px` }
  set(frame, {
    visibility: 'visible',
    border: '0',
    'z-index': '2147483647',
    'color-scheme': 'light dark',
    ...size,
  })
}

/** By property: a policy of the site may forbid the attribute. */
function set(frame: HTMLIFrameElement, style: Record<string, string>): void {
  for (const [name, value] of Object.entries(style)) frame.style.setProperty(name, value, 'important')
}
