/** The way news come in, as long as the page is to be seen. */

/** What a connection needs. */
export interface ConnectionOptions {
  /** Where the news come from, asked anew for each connection. */
  address(): string
  hear(text: string): void
  /** The server is another one now, or has forgotten this page. */
  lost(): void
  /** An address that only the server that the page came from has. */
  probe: string
}

const shortest = 300
const longest = 8000

/**
 * Keeps a connection open while the page is visible: browsers have six for one origin, and pages in the background
 * would leave none for the page that one looks at. What happens in the meantime is told on the next connection.
 */
export function createConnection({ address, hear, lost, probe }: ConnectionOptions): void {
  let source: EventSource | undefined
  let timer: number | undefined
  let delay = shortest

  const close = () => {
    source?.close()
    source = undefined
    clearTimeout(timer)
  }
  const again = () => {
    close()
    timer = setTimeout(open, delay)
    delay = Math.min(delay * 2, longest)
  }
  const failed = async (isRefused: boolean) => {
    close()
    if (isRefused && (await isGone(probe))) return lost()
    if (isVisible()) again()
  }
  function open(): void {
    close()
    if (!isVisible()) return
    const opened = new EventSource(address())
    source = opened
    opened.onmessage = ({ data }) => {
      delay = shortest
      hear(data)
    }
    // One that was refused is closed; one that broke would be tried again at once, and without end.
    opened.onerror = () => void failed(opened.readyState === EventSource.CLOSED)
  }
  const turn = () => (isVisible() ? open() : close())
  document.addEventListener('visibilitychange', turn)
  addEventListener('pagehide', close)
  addEventListener('pageshow', ({ persisted }) => persisted && turn())
  addEventListener('online', turn)
  open()
}

function isVisible(): boolean {
  return document.visibilityState === 'visible'
}

async function isGone(probe: string): Promise<boolean> {
  try {
    return (await fetch(probe, { method: 'HEAD', cache: 'no-store' })).status === 404
  } catch {
    return false
  }
}
