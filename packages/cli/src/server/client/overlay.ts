/** The document in the frame: what is wrong, open over the page or as a badge in its corner. */
import type { Problem } from '../problems.js'
import { element } from './element.js'
import { fromOverlay, isMessage, type ToOverlay } from './frame-messages.js'
import { problemCard } from './problem-card.js'
import { keepView, keptView } from './view.js'

interface Report {
  count: number
  problems: Problem[]
}

let report: Report = { count: 0, problems: [] }
let isOpen = keptView() === 'open'

addEventListener('message', ({ origin, source, data }) => {
  if (origin !== location.origin || source !== parent || !isMessage(data)) return
  const { collapse } = data as ToOverlay
  if (collapse) setOpen(false)
  else void load()
})
addEventListener('keydown', ({ key }) => key === 'Escape' && setOpen(false))
// What is drawn while the frame is still hidden can't have the focus.
addEventListener('focus', () => document.activeElement === document.body && focusTitle())
void load()

async function load(): Promise<void> {
  const response = await fetch('problems.json', { cache: 'no-store' }).catch(() => undefined)
  if (!response?.ok) return
  report = (await response.json()) as Report
  draw(false)
}

/** Small it stays, from page to page, until all is mended. */
function setOpen(open: boolean): void {
  if (open === isOpen) return
  isOpen = open
  keepView(open ? 'open' : 'badge')
  draw(true)
}

/** @param isTurn It is opened or made small, and not only filled again. */
function draw(isTurn: boolean): void {
  if (report.count === 0) {
    document.body.replaceChildren()
    return
  }
  const scrolled = document.querySelector('.list')?.scrollTop ?? 0
  const had = document.activeElement?.className
  const view = isOpen ? dialog() : badge()
  document.body.replaceChildren(view)
  document.querySelector('.list')?.scrollTo(0, scrolled)
  const { width, height } = view.getBoundingClientRect()
  parent.postMessage(
    fromOverlay({ view: isOpen ? 'open' : 'badge', width: Math.ceil(width), height: Math.ceil(height) }),
    location.origin,
  )
  if (isOpen && (isTurn || had === '' || had === 'title')) focusTitle()
}

function focusTitle(): void {
  document.querySelector<HTMLElement>('.title')?.focus()
}

function dialog(): HTMLElement {
  const close = button('close', 'Make small')
  close.append(element('kbd', '', 'Esc'))
  close.addEventListener('click', () => setOpen(false))
  const title = element('h1', 'title', counted())
  title.id = 'title'
  title.tabIndex = -1
  const more = report.count - report.problems.length
  const list = element('div', 'list', ...report.problems.map(problemCard))
  list.tabIndex = 0
  list.setAttribute('role', 'region')
  list.setAttribute('aria-labelledby', 'title')
  if (more > 0) list.append(element('p', 'more', `and ${more} more`))
  const note = element(
    'p',
    'note',
    'A page with an error stays as it last was without one. This goes away by itself once all is mended.',
  )
  const panel = element('section', 'panel', element('header', 'head', title, close), list, note)
  panel.setAttribute('role', 'dialog')
  panel.setAttribute('aria-modal', 'true')
  panel.setAttribute('aria-labelledby', 'title')
  const view = element('main', 'veil', panel)
  view.addEventListener('click', ({ target }) => target === view && setOpen(false))
  return view
}

function badge(): HTMLElement {
  const open = button('badge', counted())
  open.setAttribute('aria-expanded', 'false')
  open.addEventListener('click', () => setOpen(true))
  return element('main', 'corner', open)
}

function button(className: string, text: string): HTMLButtonElement {
  const made = element('button', className, text)
  made.type = 'button'
  return made
}

function counted(): string {
  return report.count === 1 ? '1 error' : `${report.count} errors`
}
