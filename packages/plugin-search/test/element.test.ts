// `<blog-search>` in a browser, over a fake index: keys, addresses, filters, errors, and what is asked when.
import type { BrowserContextOptions, Page as Tab } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { executablePath, untilTrue } from '../../../test/chromium.js'
import { elementTests, openPage, origin, type SearchPage } from './search-page.js'
import { someFields, somePages } from './some-pages.js'

describe.skipIf(!executablePath)('in Chromium', () => {
  const element = elementTests()

  async function open(page: Partial<SearchPage> & { at?: string } = {}, options: BrowserContextOptions = {}) {
    const opened = await openPage(
      element.browser,
      {
        pages: somePages,
        fields: someFields,
        suggestions: ['erlang', 'load testing'],
        files: element.files,
        ...page,
      },
      options,
    )
    const { tab } = opened
    return {
      ...opened,
      field: tab.getByRole('combobox', { name: 'Search' }),
      hits: tab.locator('.search-page'),
      options: tab.locator('.search-option'),
      status: tab.getByRole('status'),
      asked: () => tab.evaluate('asked') as Promise<string[]>,
      close: async () => {
        expect(opened.wrongs).toEqual([])
        await tab.context().close()
      },
    }
  }

  const active = (tab: Tab) =>
    tab.evaluate(`(() => { const id = document.querySelector('.search-input').getAttribute('aria-activedescendant')
      return id ? document.getElementById(id).textContent : null })()`)

  test('asks nothing before the field has the focus; then what there is to try', async () => {
    const { tab, requests, asked, field, close } = await open()
    await field.waitFor()
    expect(await asked()).toEqual([])
    expect(requests.map((address) => new URL(address).pathname)).toEqual(
      expect.arrayContaining(['/blog/', '/theme.css', '/search.css', '/search.js']),
    )
    expect(requests).toHaveLength(4)
    await field.focus()
    await tab.getByRole('button', { name: 'load testing' }).click()
    await expect.poll(() => tab.locator('.search-hit').count()).toBe(3)
    expect(await field.inputValue()).toBe('load testing')
    expect(await asked()).toEqual(['suggestions', 'load testing'])
    await close()
  })

  test('type, arrow, open: by keys alone', async () => {
    const { tab, field, hits, options, status, close } = await open()
    await tab.keyboard.press('/')
    expect(await field.evaluate((element) => element === document.activeElement)).toBe(true)
    expect(await field.getAttribute('aria-expanded')).toBe('false')
    await tab.keyboard.type('erlang')
    await expect.poll(() => status.textContent()).toBe('6 pages')
    expect(await field.getAttribute('aria-expanded')).toBe('true')
    expect(await hits.count()).toBe(5)
    await tab.keyboard.press('ArrowDown')
    expect(await active(tab)).toContain('The hunt for the cluster killer Erlang bug')
    await tab.keyboard.press('ArrowDown')
    expect(await active(tab)).toBe('What the crash dumps said')
    expect(await tab.locator('[aria-selected=true]').count()).toBe(1)
    await tab.keyboard.press('End')
    expect(await options.last().getAttribute('aria-selected')).toBe('true')
    await tab.keyboard.press('Home')
    await tab.keyboard.press('ArrowUp')
    expect(await active(tab)).toBeNull()
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter']) await tab.keyboard.press(key)
    await tab.waitForURL(`${origin}/blog/posts/0/#a-lock`)
    await close()
  })

  test('hits are links with marked words, sections among them', async () => {
    const { tab, field, hits, options, close } = await open()
    await field.fill('erlang')
    await options.first().waitFor()
    expect(await hits.first().getAttribute('href')).toBe(`${origin}/blog/posts/0/`)
    expect(await hits.first().locator('mark').allTextContents()).toEqual(['Erlang', 'Erlang'])
    expect(await tab.getByRole('group').first().getAttribute('aria-labelledby')).toBe('Search1-hit0-title')
    const [, section] = await tab.locator('.search-section').all()
    expect(await section?.getAttribute('href')).toBe(`${origin}/blog/posts/0/#a-lock`)
    expect(await section?.locator('mark').textContent()).toBe('Erlang')
    expect(await hits.first().locator('time').textContent()).toBe('Dec 9, 2024')
    await close()
  })

  test('arrows reach further hits; the button shows them too, until there are no more', async () => {
    const { tab, field, hits, close } = await open()
    await field.fill('all')
    await expect.poll(() => hits.count()).toBe(5)
    await tab.keyboard.press('ArrowDown')
    await tab.keyboard.press('End')
    await tab.keyboard.press('ArrowDown')
    await expect.poll(() => hits.count()).toBe(10)
    await expect.poll(() => active(tab)).toContain('Guardians of consistency, part 2')
    const more = tab.getByRole('button', { name: 'Show more' })
    await more.click()
    await expect.poll(() => hits.count()).toBe(12)
    expect(await more.isVisible()).toBe(false)
    expect(await tab.evaluate('document.activeElement.className')).toContain('search-page')
    await close()
  })

  test('the query is in the address, and back leads to the one before and then to the page', async () => {
    const { tab, field, status, close } = await open({ at: '/blog/?lang=en#top' })
    await field.fill('erl')
    await expect.poll(() => status.textContent()).toBe('6 pages')
    await field.fill('erlang')
    await untilTrue(tab, `asked.includes('erlang')`)
    expect(tab.url()).toBe(`${origin}/blog/?lang=en&q=erlang#top`)
    await tab.keyboard.press('Enter')
    await field.fill('postgres')
    await expect.poll(() => status.textContent()).toBe('3 pages')
    expect(tab.url()).toBe(`${origin}/blog/?lang=en&q=postgres#top`)
    await tab.goBack()
    await expect.poll(() => status.textContent()).toBe('6 pages')
    expect(await field.inputValue()).toBe('erlang')
    await tab.goBack()
    await expect.poll(() => tab.locator('.search-panel').isVisible()).toBe(false)
    expect(await field.inputValue()).toBe('')
    expect(tab.url()).toBe(`${origin}/blog/?lang=en#top`)
    await tab.goForward()
    await expect.poll(() => field.inputValue()).toBe('erlang')
    await close()
  })

  test('a query in the address is answered on load, and found again on the way back from a page', async () => {
    const { tab, field, hits, status, close } = await open({ at: '/blog/?q=erlang' })
    await expect.poll(() => status.textContent()).toBe('6 pages')
    expect(await field.evaluate((element) => element === document.activeElement)).toBe(true)
    await tab.getByRole('button', { name: 'Filter' }).click()
    await tab.getByRole('combobox', { name: 'Tags' }).selectOption('postgres')
    await expect.poll(() => status.textContent()).toBe('3 pages')
    await hits.first().click()
    await tab.waitForURL(`${origin}/blog/posts/1/`)
    await tab.goBack()
    await expect.poll(() => status.textContent()).toBe('3 pages')
    expect(await tab.getByRole('combobox', { name: 'Tags' }).inputValue()).toBe('postgres')
    await close()
  })

  test('filters and order', async () => {
    const { tab, field, hits, status, asked, close } = await open()
    await field.fill('all')
    await expect.poll(() => status.textContent()).toBe('12 pages')
    const button = tab.getByRole('button', { name: 'Filter' })
    expect(await button.getAttribute('aria-expanded')).toBe('false')
    expect(await asked()).not.toContain('filters')
    await button.click()
    await tab.getByRole('combobox', { name: 'Tags' }).selectOption('operations')
    await expect.poll(() => status.textContent()).toBe('6 pages')
    expect(await button.textContent()).toBe('Filter (1)')
    await tab.getByRole('combobox', { name: 'Tags' }).selectOption('Tags')
    await expect.poll(() => status.textContent()).toBe('12 pages')
    await tab.getByRole('combobox', { name: 'Order' }).selectOption('Newest first')
    await untilTrue(tab, `asked.filter((query) => query === 'all').length === 4`)
    const days = await hits
      .locator('time')
      .evaluateAll((all) => all.map((time) => time.getAttribute('datetime')))
    expect(days).toEqual([...days].sort().reverse())
    expect(await field.getAttribute('aria-expanded')).toBe('true')
    await close()
  })

  test('what the page has chosen holds, and is not offered', async () => {
    const body = `<main><blog-search filter-tags="operations" label="Search operations" suggestions="erlang|slo"
      parameter="find"></blog-search></main>`
    const { tab, status, close } = await open({ body })
    const field = tab.getByRole('combobox', { name: 'Search operations' })
    expect(await tab.locator('.search-try').textContent()).toBe('Try:erlangslo')
    await tab.getByRole('button', { name: 'erlang' }).click()
    await expect.poll(() => status.textContent()).toBe('3 pages')
    expect(await field.inputValue()).toBe('erlang')
    expect(tab.url()).toBe(`${origin}/blog/?find=erlang`)
    expect(await tab.locator('.search-try').isVisible()).toBe(true)
    await tab.getByRole('button', { name: 'Filter' }).click()
    await tab.getByRole('combobox', { name: 'Year' }).waitFor()
    expect(await tab.getByRole('combobox', { name: 'Tags' }).count()).toBe(0)
    await close()
  })

  test('corrections, misses and nothing at all are told, seen and heard', async () => {
    const { tab, field, status, close } = await open()
    await field.fill('erlnag')
    await expect.poll(() => status.textContent()).toBe('6 pages No page has “erlnag”; showing “erlang”.')
    await field.fill('"zebra"')
    await expect.poll(() => status.textContent()).toBe('Nothing found for “"zebra"”.')
    expect(await tab.locator('.search-notes').textContent()).toBe('Nothing found for “"zebra"”.')
    expect(await field.getAttribute('aria-expanded')).toBe('false')
    await close()
  })

  test('the latest question counts, whichever is answered last', async () => {
    const { tab, field, status, close } = await open()
    await field.waitFor()
    await tab.evaluate(`held.erl = () => {}; held.nothing = () => {}`)
    await field.fill('erl')
    await untilTrue(tab, `asked.includes('erl')`)
    await field.fill('postgres')
    await expect.poll(() => status.textContent()).toBe('3 pages')
    await tab.evaluate('held.erl()')
    await field.fill('nothing')
    await untilTrue(tab, `asked.includes('nothing')`)
    // What was answered before stays, and is not overwritten by what comes late.
    expect(await status.textContent()).toBe('3 pages')
    await field.fill('')
    await untilTrue(tab, `document.querySelector('.search-list').hidden`)
    await tab.evaluate('held.nothing()')
    await field.fill('erlang')
    await expect.poll(() => status.textContent()).toBe('6 pages')
    await close()
  })

  test.each([
    ['unreachable', 'Are you offline?', 'Try again'],
    ['missing', 'Build it with the search plugin', 'Try again'],
    ['damaged', 'Build the site again', 'Try again'],
    ['version', 'Reload the page', 'Reload'],
    ['changed', 'Reload the page', 'Reload'],
  ])('says what to do where the index is %s', async (kind, said, name) => {
    const { tab, field, status, hits, close } = await open()
    await field.waitFor()
    await tab.evaluate(`failing = '${kind}'`)
    await field.fill('erlang')
    await expect.poll(() => status.textContent()).toContain(said)
    expect(await field.getAttribute('aria-expanded')).toBe('false')
    await tab.evaluate(`failing = ''`)
    await tab.getByRole('button', { name, exact: true }).click()
    await expect.poll(() => hits.count()).toBe(5)
    await close()
  })

  test('Escape closes, then empties, then goes back to where the reader was', async () => {
    const { tab, field, hits, close } = await open()
    await field.waitFor()
    await tab.evaluate(`document.querySelector('.site-header nav a').focus()`)
    await tab.keyboard.press('Control+k')
    await tab.keyboard.type('erlang')
    await hits.first().waitFor()
    await tab.keyboard.press('Escape')
    expect(await tab.locator('.search-panel').isVisible()).toBe(false)
    expect(await field.inputValue()).toBe('erlang')
    await tab.keyboard.press('ArrowDown')
    expect(await tab.locator('.search-panel').isVisible()).toBe(true)
    await tab.keyboard.press('Escape')
    await tab.keyboard.press('Escape')
    expect(await field.inputValue()).toBe('')
    await tab.keyboard.press('Escape')
    expect(await tab.evaluate('document.activeElement.textContent')).toBe('Archive')
    await close()
  })

  test('keys of fields are left to them; of several searches the first visible one opens', async () => {
    const body = `<div hidden><blog-search label="Hidden"></blog-search></div><blog-search label="First"></blog-search>
      <blog-search label="Second" parameter="p"></blog-search><input id="Elsewhere"><p contenteditable id="Text">x</p>`
    const { tab, close } = await open({ body })
    const focused = () => tab.evaluate('document.activeElement.ariaLabel ?? document.activeElement.id')
    await tab.getByRole('combobox', { name: 'Second' }).waitFor()
    for (const name of ['Elsewhere', 'Text']) {
      await tab.locator(`#${name}`).focus()
      await tab.keyboard.press('/')
      await tab.keyboard.press('Control+k')
      expect(await focused()).toBe(name)
    }
    expect(await tab.locator('#Elsewhere').inputValue()).toBe('/')
    await tab.evaluate('document.activeElement.blur()')
    await tab.keyboard.press('Control+k')
    expect(await focused()).toBe('First')
    await close()
  })

  test('a word that is still composed is not searched', async () => {
    const { tab, field, asked, close } = await open()
    await field.focus()
    const client = await tab.context().newCDPSession(tab)
    await client.send('Input.imeSetComposition', { text: '検', selectionStart: 1, selectionEnd: 1 })
    await client.send('Input.imeSetComposition', { text: '検索', selectionStart: 2, selectionEnd: 2 })
    expect(await field.inputValue()).toBe('検索')
    await client.send('Input.insertText', { text: '検索' })
    await untilTrue(tab, `asked.includes('検索')`)
    expect(await asked()).toEqual(['suggestions', '検索'])
    await close()
  })

  test('a click outside closes, one on a hit opens it, the cross empties the field', async () => {
    const { tab, field, hits, close } = await open()
    await field.fill('erlang')
    await hits.first().waitFor()
    await tab.mouse.click(5, 880)
    expect(await tab.locator('.search-panel').isVisible()).toBe(false)
    await field.click()
    expect(await tab.locator('.search-panel').isVisible()).toBe(true)
    await tab.getByRole('button', { name: 'Clear' }).click()
    expect(await field.inputValue()).toBe('')
    expect(tab.url()).toBe(`${origin}/blog/`)
    await field.fill('erlang')
    await hits.nth(1).click()
    await tab.waitForURL(`${origin}/blog/posts/1/`)
    await close()
  })

  test('speaks the words and numbers of the page', async () => {
    const words = { search: 'Suche', pages: { one: '{count} Seite', other: '{count} Seiten' } }
    const { tab, status, close } = await open({ words, html: '<html lang="de">' })
    await tab.getByRole('combobox', { name: 'Suche' }).fill('erlang')
    await expect.poll(() => status.textContent()).toBe('6 Seiten')
    await close()
  })

  test('a language that no browser knows does not keep anybody from finding', async () => {
    const { field, status, close } = await open({ html: '<html lang="not a language">' })
    await field.fill('erlang')
    await expect.poll(() => status.textContent()).toBe('6 pages')
    await close()
  })

  test.each([320, 390, 768, 1280])('%i px wide, nothing scrolls sideways', async (width) => {
    for (const html of ['<html lang="en">', '<html lang="ar" dir="rtl">']) {
      const { tab, field, hits, close } = await open({ html }, { viewport: { width, height: 700 } })
      await field.fill('all')
      await hits.first().waitFor()
      await tab.getByRole('button', { name: 'Filter' }).click()
      await tab.getByRole('combobox', { name: 'Tags' }).waitFor()
      expect(await tab.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0)
      const panel = await tab.locator('.search-panel').boundingBox()
      expect(panel?.x).toBeGreaterThanOrEqual(0)
      expect((panel?.x ?? 0) + (panel?.width ?? 0)).toBeLessThanOrEqual(width)
      expect(panel?.width).toBeGreaterThan(Math.min(width - 60, 600))
      await close()
    }
  })

  test('on a phone a finger opens a suggestion without a keyboard in the way', async () => {
    const { tab, field, hits, close } = await open(
      { body: '<blog-search suggestions="erlang"></blog-search>' },
      { viewport: { width: 390, height: 700 }, hasTouch: true, isMobile: true },
    )
    await tab.getByRole('button', { name: 'erlang' }).tap()
    await hits.first().waitFor()
    expect(await field.evaluate((element) => element === document.activeElement)).toBe(false)
    await close()
  })

  test('is not on paper, and stands still where motion is not wanted', async () => {
    const { tab, field, close } = await open()
    await field.fill('erlang')
    await tab.locator('.search-hit').first().waitFor()
    expect(
      await tab.locator('.search-panel').evaluate((panel) => getComputedStyle(panel).animationName),
    ).toBe('none')
    await tab.emulateMedia({ media: 'print' })
    expect(await tab.locator('blog-search').isVisible()).toBe(false)
    await close()
  })

  test('without JavaScript its content is shown', async () => {
    const { tab, close } = await open({}, { javaScriptEnabled: false })
    expect(await tab.getByText('Search needs JavaScript.').isVisible()).toBe(true)
    await close()
  })

  test('where it stands twice, or comes and goes, ids stay apart', async () => {
    const { tab, field, hits, close } = await open()
    await field.waitFor()
    await tab.evaluate(`(() => { const one = document.querySelector('blog-search'); const other = document.createElement('blog-search')
      other.setAttribute('label', 'Other'); document.querySelector('main').append(other); one.remove(); document.body.prepend(one) })()`)
    expect(
      await tab.evaluate(`[...document.querySelectorAll('[id]')].map(({ id }) => id).length ===
      new Set([...document.querySelectorAll('[id]')].map(({ id }) => id)).size`),
    ).toBe(true)
    await field.fill('erlang')
    await hits.first().waitFor()
    await close()
  })
})
