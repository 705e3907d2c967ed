import { describe, expect, test } from 'vitest'
import { executablePath, untilTrue } from '../../../test/chromium.js'
import { hostileAddresses, hostileTexts } from './hostile-payloads.js'
import { elementTests, openPage, origin } from './search-page.js'

test('there are enough of them', () => {
  expect(new Set(hostileTexts).size).toBeGreaterThan(200)
})

describe.skipIf(!executablePath)('in Chromium', () => {
  const element = elementTests()

  test('titles, bodies, headings, dates, filters, suggestions and words of the index are text', async () => {
    const pages = hostileTexts.map((text, at) => ({
      url: `/blog/${encodeURIComponent(text.toWellFormed()).slice(0, 100)}/`,
      title: text,
      text: `all ${text}`,
      date: text,
      day: text,
      tags: [text],
      sections: [{ url: `/blog/${at}/#${text}`, heading: text }],
    }))
    const values = hostileTexts.map((text) => ({ value: text, label: text }))
    const fields = hostileTexts.slice(0, 8).map((text) => ({ field: text, label: text, values }))
    const page = { pages, fields, suggestions: [...hostileTexts], files: element.files }
    const { tab, wrongs } = await openPage(element.browser, page)
    await tab.getByRole('combobox', { name: 'Search' }).focus()
    await expect.poll(() => tab.locator('.search-chip').count()).toBe(hostileTexts.length)
    await tab.keyboard.type('all')
    await expect.poll(() => tab.locator('.search-page').count()).toBe(5)
    while (await tab.locator('.search-more').isVisible()) {
      const count = await tab.locator('.search-page').count()
      await tab.locator('.search-more').click()
      await expect.poll(() => tab.locator('.search-page').count()).toBeGreaterThan(count)
    }
    await tab.getByRole('button', { name: 'Filter' }).click()
    await expect.poll(() => tab.locator('.search-filters select').count()).toBe(8)
    // As JSON and the element have it: what is no text at all, half a character, is that in both.
    const titles = await tab.evaluate(
      `[...document.querySelectorAll('.search-title')].map((title) => title.textContent)`,
    )
    expect(titles).toEqual(JSON.parse(JSON.stringify(hostileTexts)))
    expect(await elementsIn(tab)).toEqual(known)
    expect(await tab.evaluate('window.ran')).toBeUndefined()
    expect(wrongs).toEqual([])
    await tab.context().close()
  })

  test('an address that runs, or leads away, is no link', async () => {
    const title = (at: number) => `Title ${at}`
    const pages = [...hostileAddresses, '/blog/good/', 'relative/', `${origin}/whole/`].map((url, at) => ({
      url,
      title: title(at),
      text: 'all',
      sections: hostileAddresses.map((address) => ({ url: address, heading: 'Heading' })),
    }))
    const { tab, wrongs } = await openPage(element.browser, { pages, files: element.files })
    await tab.getByRole('combobox', { name: 'Search' }).fill('all')
    await tab.locator('.search-count').getByText(`${pages.length} pages`).waitFor()
    while (await tab.locator('.search-more').isVisible()) {
      await tab.locator('.search-more').click()
      await untilTrue(tab, `asked.length > ${((await tab.evaluate('asked.length')) as number) - 1}`)
    }
    const links = await tab.evaluate(
      `[...document.querySelectorAll('blog-search a')].map(({ href }) => href)`,
    )
    expect(links).toEqual([`${origin}/blog/good/`, `${origin}/relative/`, `${origin}/whole/`])
    expect(wrongs).toEqual([])
    await tab.context().close()
  })

  // Browsers hold a page back that changes its address hundreds of times in a row.
  const portions = Array.from({ length: Math.ceil(hostileTexts.length / 50) }, (_, at) => 50 * at)

  test.each(portions)('a query from the address is text, from the %i. on', async (from) => {
    const { tab, wrongs } = await openPage(element.browser, { pages: [], files: element.files })
    await tab.getByRole('combobox', { name: 'Search' }).waitFor()
    for (const [at, text] of hostileTexts.slice(from, from + 50).entries()) {
      const query = text.toWellFormed().slice(0, 2_000).trim()
      const address = encodeURIComponent(query).replaceAll("'", '%27')
      // As a way back does it, without loading the page anew each time.
      await tab.evaluate(
        `history.pushState({}, '', '?q=${address}'); dispatchEvent(new PopStateEvent('popstate'))`,
      )
      await untilTrue(tab, `asked.filter((query) => query !== 'suggestions').length > ${at}`)
      await expect
        .poll(() => tab.locator('.search-notes').textContent())
        .toBe(`Nothing found for “${query}”.`)
    }
    expect(await elementsIn(tab)).toEqual(['BUTTON', 'DIV', 'INPUT', 'OPTION', 'P', 'SELECT'])
    expect(await tab.evaluate('window.ran')).toBeUndefined()
    expect(wrongs).toEqual([])
    await tab.context().close()
  })

  test('a page that is loaded with such a query runs none of it', async () => {
    for (const text of hostileTexts.filter((_, at) => at % 17 === 0)) {
      const at = `/blog/?q=${encodeURIComponent(text.toWellFormed().slice(0, 2_000))}`
      const { tab, wrongs } = await openPage(element.browser, { pages: [], files: element.files, at })
      await untilTrue(tab, `asked.length > 0 && document.querySelector('.search-notes').textContent`)
      expect(await tab.evaluate('window.ran')).toBeUndefined()
      expect(wrongs).toEqual([])
      await tab.context().close()
    }
  })
})

/** What the element is made of. */
const known = ['A', 'BUTTON', 'DIV', 'INPUT', 'MARK', 'OPTION', 'SELECT', 'SPAN', 'TIME']

async function elementsIn(tab: { evaluate(script: string): Promise<unknown> }): Promise<unknown> {
  return tab.evaluate(
    `[...new Set([...document.querySelectorAll('blog-search *')].map(({ tagName }) => tagName))].sort()`,
  )
}
