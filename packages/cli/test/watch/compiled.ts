/** A session in the compiled thread, for sites on the disk. */
import { existsSync } from 'node:fs'
import { afterEach } from 'vitest'
import { openThreadSession, type ThreadSession } from '../../src/session/session.js'
import type { SiteThreadOptions } from '../../src/session/site-thread.js'

const file = new URL('../../dist/session-thread.js', import.meta.url)

const open: ThreadSession[] = []
afterEach(async () => {
  for (const session of open.splice(0)) await session.close()
})

/** What a session said while it was open. */
export interface Heard {
  published: number
  printed: string
}

/** Opens one that is closed after the test. The thread sees nothing of vitest. */
export function sessionOf(
  root: string,
  given: Partial<SiteThreadOptions> = {},
): ThreadSession & { heard: Heard } {
  if (!existsSync(file)) throw new Error('The command is not built: run `npm run build` first.')
  const heard: Heard = { published: 0, printed: '' }
  const session = openThreadSession({
    site: { root },
    timeout: 60,
    file,
    worker: { execArgv: [] },
    onPublish: () => void heard.published++,
    onPrint(_, text) {
      heard.printed += text
    },
    ...given,
  })
  open.push(session)
  return Object.assign(session, { heard })
}
