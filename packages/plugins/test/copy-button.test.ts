// The script of `code` in a browser: it copies, says so, and where it may not copy it selects.
import { testPlugin } from '@blog-build/core/testing'
import type { Browser, BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { executablePath, launch } from '../../../test/chromium.js'
import { code } from '../src/index.js'

const layout = `export const props = async (context, page) => ({ content: await context.content(page.entry) })
export default ({ head, styles, scripts, content }) => (
  <html lang="de"><head><title>T</title>
    {head.map(({ tag: Tag, attributes, text }) => <Tag {...attributes} dangerouslySetInnerHTML={{ __html: text }} />)}
    {styles.map((href) => <link rel="stylesheet" href={href} />)}
    {scripts.map((src) => <script type="module" src={src} />)}
  </head><body><main dangerouslySetInnerHTML={content} /></body></html>
)`

/** The built site, for a browser at an address of its own. */
async function siteWith(plugin: ReturnType<typeof code>): Promise<Record<string, string>> {
  const { messages, all } = await testPlugin(plugin, {
    files: {
      'layouts/post.tsx': layout,
      'content/posts/a.md': '```js {1} del={2}\nlet a = 1\nlet b\n```\n\nText.\n',
      'content/posts/plain.md': 'Text with `code` in it.\n',
    },
  })
  expect(messages).toEqual([])
  return all
}

describe.skipIf(!executablePath)('in Chromium', () => {
  let browser: Browser
  let files: Record<string, string>

  beforeAll(async () => {
    files = await siteWith(code({ words: { copy: 'Kopieren', copied: 'Kopiert' } }))
    browser = await launch()
  })
  afterAll(() => browser?.close())

  async function open(path: string, context: BrowserContext) {
    await context.route('**/*', (route) => {
      const asked = new URL(route.request().url()).pathname.slice(1)
      const body = files[asked.endsWith('/') ? `${asked}index.html` : asked]
      const type = asked.endsWith('/') ? 'text/html' : asked.endsWith('.js') ? 'text/javascript' : 'text/css'
      return body ? route.fulfill({ body: body, contentType: type }) : route.fulfill({ status: 404 })
    })
    const tab = await context.newPage()
    await tab.goto(path)
    return tab
  }

  test('copies what is left of the code, by keyboard, and says so', async () => {
    const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] })
    const tab = await open('https://notes.example/posts/a/', context)
    const button = tab.getByRole('button', { name: 'Kopieren' })
    await button.focus()
    expect(await button.evaluate((element) => getComputedStyle(element).opacity)).toBe('1')
    await tab.keyboard.press('Enter')
    await tab.getByRole('status').getByText('Kopiert').waitFor({ state: 'attached' })
    expect(await tab.evaluate('navigator.clipboard.readText()')).toBe('let a = 1')
    await tab.getByRole('button', { name: 'Kopieren' }).waitFor()
    expect(await tab.getByRole('status').textContent()).toBe('')
    await context.close()
  })

  test('selects the code where there is no clipboard, as on a page without https', async () => {
    const context = await browser.newContext()
    const tab = await open('http://notes.example/posts/a/', context)
    expect(await tab.evaluate('navigator.clipboard')).toBeUndefined()
    await tab.getByRole('button').click()
    await tab.getByRole('status').getByText('Selected; press Ctrl+C').waitFor({ state: 'attached' })
    expect(await tab.evaluate('getSelection().toString().trim()')).toMatch(/^let a = 1\s+let b$/)
    await context.close()
  })

  test('under a finger it hides no code', async () => {
    const settings = '--blink-settings=primaryHoverType=1,availableHoverTypes=1'
    const phone = await launch(settings)
    const tab = await open('https://notes.example/posts/a/', await phone.newContext())
    expect(await tab.evaluate("matchMedia('(hover: none)').matches")).toBe(true)
    const [block, button] = [
      await tab.locator('pre').boundingBox(),
      await tab.getByRole('button').boundingBox(),
    ]
    expect(button?.y).toBeGreaterThanOrEqual((block?.y ?? 0) + (block?.height ?? 0))
    await phone.close()
  })

  test('without JavaScript there is no button', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false })
    const tab = await open('https://notes.example/posts/a/', context)
    expect(await tab.locator('button').count()).toBe(0)
    expect(await tab.locator('pre').textContent()).toContain('let a = 1')
    await context.close()
  })
})

test('pages without blocks of code load nothing, and none do where the button is not wanted', async () => {
  const html = async (plugin: ReturnType<typeof code>, path: string) => (await siteWith(plugin))[path]
  expect(await html(code(), 'posts/a/index.html')).toContain('<script type="module"')
  expect(await html(code(), 'posts/plain/index.html')).not.toMatch(/<script|stylesheet/)
  expect(await html(code({ copyButton: false }), 'posts/a/index.html')).not.toMatch(/<script|stylesheet/)
})

test('the script stays small', async () => {
  const files = await siteWith(code())
  const [script] = Object.entries(files).filter(([path]) => path.endsWith('.js'))
  expect(script?.[1]?.length).toBeGreaterThan(300)
  expect(script?.[1]?.length).toBeLessThan(1500)
})
