/** Opens an address in the browser of whoever sits at this machine. */
import { spawn } from 'node:child_process'

/** What opens addresses, by platform. */
const openers: Partial<Record<NodeJS.Platform, [program: string, ...parameters: string[]]>> = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
}

/**
 * Starts the browser and does not wait for it.
 *
 * @returns Whether something was started that opens addresses.
 */
export function openBrowser(url: string, platform: NodeJS.Platform = process.platform): Promise<boolean> {
  const [program, ...parameters] = openers[platform] ?? ['xdg-open']
  return new Promise((resolve) => {
    const child = spawn(program, [...parameters, url], { stdio: 'ignore', detached: true })
    child.once('error', () => resolve(false))
    child.once('spawn', () => {
      child.unref()
      resolve(true)
    })
  })
}
