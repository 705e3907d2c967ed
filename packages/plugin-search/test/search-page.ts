/** Pages with `<blog-search>` for a browser, under a policy that forbids all that a site does not need. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { definePlugin } from '@blog-build/core/plugin'
import { testPlugin } from '@blog-build/core/testing'
import type { Browser, BrowserContextOptions, Page as Tab } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { launch } from '../../../test/chromium.js'

/** The strictest policy that a site can have. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; " +
  "require-trusted-types-for 'script'; trusted-types 'none'; base-uri 'none'; form-action 'none'"

export const origin = 'https://notes.example'

const theme = ['tokens', 'base', 'layout', 'lists']
  .map((name) => fileURLToPath(new URL(`../../theme/styles/${name}.css`, import.meta.url)))
  .map((path) => readFileSync(path, 'utf8'))
  .join('\n')

/** The script of an element, what it loads only when it needs it, and its style sheet. */
export interface Bundle {
  script: string
  parts: string[]
  style: string
}

/** Bundles as a site does it. @param script Relative to this file. */
export async function bundle(script: string): Promise<Bundle> {
  const client = {
    script: new URL(script, import.meta.url),
    style: new URL('../src/client/search.css', import.meta.url),
  }
  const { messages, all } = await testPlugin(definePlugin({ name: 'search-test', client }), {
    files: { 'layouts/post.tsx': 'export default () => <p>Text</p>', 'content/posts/a.md': 'Text.\n' },
  })
  expect(messages).toEqual([])
  const textsOf = (name: RegExp) =>
    Object.entries(all).flatMap(([path, text]) => (name.test(path) ? [text] : []))
  const [main = ''] = textsOf(/test\.[^.]+\.js$/)
  const [style = ''] = textsOf(/\.css$/)
  return { script: main, parts: textsOf(/test\.[^.]+\.\d+\.js$/), style }
}

/** A browser for the tests of a group, and the element over a fake index as files of its pages. */
export interface ElementTests {
  readonly browser: Browser
  readonly files: Record<string, string>
}

/** Opens a browser before the tests of a group, and closes it after them. */
export function elementTests(): ElementTests {
  const opened: { browser?: Browser; files?: Record<string, string> } = {}
  beforeAll(async () => {
    const { script, style } = await bundle('./fixtures/element-of-pages.ts')
    opened.files = { '/search.js': script, '/search.css': style }
    opened.browser = await launch()
  })
  afterAll(() => opened.browser?.close())
  return opened as ElementTests
}

/** What a page consists of. */
export interface SearchPage {
  /** What the fake index has; see `fixtures/element-of-pages.ts`. */
  pages: unknown[]
  fields?: unknown
  suggestions?: string[]
  words?: object
  /** What is in the body. @default a header with the element */
  body?: string
  /** @default '<html lang="en">' */
  html?: string
  /** Whether the page has the styles of the theme. @default true */
  isThemed?: boolean
}

const header = `<header class="site-header"><a class="site-name" href="/blog/">Notes</a>
  <nav aria-label="Main"><ul><li><a href="/blog/archive/">Archive</a></li><li><a href="/blog/tags/">Tags</a></li></ul></nav>
  <blog-search><p>Search needs JavaScript.</p></blog-search></header>
  <main id="Main" tabindex="-1"><h1>Notes</h1><p>Text.</p><p><label>Elsewhere <input id="Elsewhere"></label></p></main>`

const data = (id: string, value: unknown) =>
  `<script type="application/json" id="${id}">${JSON.stringify(value).replaceAll('<', '\\u003c')}</script>`

export function toHtml({ pages, fields, suggestions, words, body = header, ...rest }: SearchPage): string {
  return `<!doctype html>${rest.html ?? '<html lang="en">'}<head><meta charset="utf-8"><title>Notes</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<meta name="blog-search" content="/blog/search-index/">
<link rel="stylesheet" href="/search.css">${rest.isThemed === false ? '' : '<link rel="stylesheet" href="/theme.css">'}
${data('pages', pages)}${data('fields', fields ?? [])}${data('suggestions', suggestions ?? [])}
${words ? data('search-words', words) : ''}<script type="module" src="/search.js"></script>
</head><body>${body}</body></html>`
}

/** What happened on a page that must not have. */
export interface Watched {
  tab: Tab
  /** Violations of the policy, errors, dialogs, and requests that leave the site. */
  wrongs: string[]
  /** Addresses that were asked for. */
  requests: string[]
}

/** A tab in which each address of the site is the page; `files` are served besides. */
export async function openPage(
  browser: Browser,
  page: SearchPage & { files: Record<string, string | Uint8Array>; at?: string },
  options: BrowserContextOptions = {},
): Promise<Watched> {
  // What moves would let axe measure a colour on its way.
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options })
  const wrongs: string[] = []
  const requests: string[] = []
  const files: Record<string, string | Uint8Array> = { '/theme.css': theme, ...page.files }
  await context.route('**/*', (route) => {
    const { origin: asked, pathname, href } = new URL(route.request().url())
    requests.push(href)
    if (asked !== origin) wrongs.push(`request ${href}`)
    const body = files[pathname]
    const type = /\.(css|js|json)$/.exec(pathname)?.[1]
    if (body === undefined && !pathname.includes('.')) {
      const headers = { 'content-security-policy': policy, 'content-type': 'text/html; charset=utf-8' }
      const html = files[`${pathname}index.html`] ?? toHtml(page)
      return route.fulfill({ body: html as string, headers })
    }
    if (body === undefined) return route.fulfill({ status: 404 })
    const contentType =
      type === 'js' ? 'text/javascript' : type === 'css' ? 'text/css' : 'application/octet-stream'
    return route.fulfill({ body: typeof body === 'string' ? body : Buffer.from(body), contentType })
  })
  const tab = await context.newPage()
  tab.setDefaultTimeout(15_000)
  tab.on('dialog', (dialog) => {
    wrongs.push(`dialog ${dialog.message()}`)
    dialog.dismiss()
  })
  tab.on('pageerror', (error) => wrongs.push(`error ${error.message}`))
  tab.on('console', (message) => {
    if (/content security policy|trusted/i.test(message.text())) wrongs.push(`console ${message.text()}`)
  })
  await tab.goto(`${origin}${page.at ?? '/blog/'}`)
  return { tab, wrongs, requests }
}
