/** A real browser for the tests of this folder. */
import { existsSync } from 'node:fs'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'

/** Where the browser is, if there is one. */
export const executablePath: string | undefined = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find(existsSync)

const args = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Starts the browser; other names lead to this machine too, as an attacker's would. */
export function launch(): Promise<Browser> {
  const rules = '--host-resolver-rules=MAP *.test 127.0.0.1'
  return chromium.launch({ ...(executablePath && { executablePath }), args: [...args, rules] })
}

/** A tab with a memory of its own. */
export async function openTab(browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext(options)
  const tab = await context.newPage()
  tab.setDefaultTimeout(30_000)
  return tab
}
