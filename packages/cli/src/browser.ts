/** Opens an address in the browser of the user. */
import { spawn } from 'node:child_process'

/** The program that opens addresses, and its parameters. None is a shell: the address is one parameter, whatever it holds. */
export function openerFor(platform: NodeJS.Platform, url: string): [program: string, parameters: string[]] {
  if (platform === 'darwin') return ['open', [url]]
  if (platform === 'win32') return ['rundll32', ['url.dll,FileProtocolHandler', url]]
  return ['xdg-open', [url]]
}

/** @returns Whether a program to open it was there; what becomes of it then, nobody can know. */
export function openInBrowser(url: string, platform: NodeJS.Platform = process.platform): Promise<boolean> {
  const [program, parameters] = openerFor(platform, url)
  return new Promise((resolve) => {
    const child = spawn(program, parameters, { stdio: 'ignore', detached: true })
    child.on('error', () => resolve(false))
    child.on('spawn', () => {
      child.unref()
      resolve(true)
    })
  })
}
