/** In each page under `watch`: keeps it as the site is, and shows what is wrong. */
import { createConnection } from './connection.js'
import { createFrame } from './frame.js'
import { usesOf } from './page-uses.js'
import { keepScroll, restoreScroll } from './scroll.js'
import { swapStyles } from './styles.js'

/** What the server tells, see `News` there. */
interface News {
  reload?: true
  seen: number
  styles: string[]
  changed: string[]
  problems: { count: number; report: number }
}

/** What the server wrote into the tag of this script. */
interface Loaded {
  prefix: string
  identity: string
  seen: number
  styles: string[]
}

const script = document.currentScript
// A page in a frame is looked after by the page around it.
if (script instanceof HTMLScriptElement && window.top === window) start(loadedBy(script))

function loadedBy({ src, dataset }: HTMLScriptElement): Loaded {
  const { identity = '', seen = '0', styles = '[]' } = dataset
  return { prefix: new URL('.', src).href, identity, seen: Number(seen), styles: JSON.parse(styles) }
}

function start(page: Loaded): void {
  restoreScroll()
  const frame = createFrame(page.prefix)
  const address = () =>
    `${page.prefix}events?${new URLSearchParams({
      page: location.pathname,
      identity: page.identity,
      seen: String(page.seen),
    })}`
  const hear = (text: string) => {
    const news = JSON.parse(text) as News
    if (news.reload || !follow(page, news)) return reload()
    frame.show(news.problems)
  }
  createConnection({ address, hear, lost: reload, probe: `${page.prefix}client.js` })
}

/** Brings the page up to date as it stands; `false` if only loading it again can. */
function follow(page: Loaded, { seen, styles, changed }: News): boolean {
  const uses = usesOf(changed)
  const sheets = uses.filter(({ isStyleSheet }) => isStyleSheet).map(({ address }) => address)
  if (sheets.length < uses.length) return false
  swapStyles(page.styles, styles, sheets, seen, reload)
  page.seen = seen
  page.styles = styles
  return true
}

function reload(): void {
  keepScroll()
  location.reload()
}
