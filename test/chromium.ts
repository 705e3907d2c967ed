/** A real browser, for the tests of all packages. */
import { existsSync } from 'node:fs'
import { type Browser, type BrowserContextOptions, chromium, type Frame, type Page } from 'playwright-core'
import { expect } from 'vitest'

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
export function launch(...more: string[]): Promise<Browser> {
  const rules = '--host-resolver-rules=MAP *.test 127.0.0.1'
  return chromium.launch({ ...(executablePath && { executablePath }), args: [...args, rules, ...more] })
}

/** A tab with a memory of its own. */
export async function openTab(browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext(options)
  const tab = await context.newPage()
  tab.setDefaultTimeout(30_000)
  return tab
}

/**
 * Waits until an expression is true in a page or frame. It is asked from outside each time: the policy of a page may
 * forbid to evaluate texts inside, and a page that is loaded anew must not end the waiting.
 */
export async function untilTrue(where: Page | Frame, expression: string): Promise<void> {
  const ask = () => where.evaluate(`Boolean(${expression})`).catch(() => false)
  await expect.poll(ask, { timeout: 30_000, interval: 20 }).toBe(true)
}
