// What axe says of the element: closed, open, with hits, with filters, in both schemes, with and without the theme.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page as Tab } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { executablePath } from '../../../test/chromium.js'
import { elementTests, openPage } from './search-page.js'
import { someFields, somePages } from './some-pages.js'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

describe.skipIf(!executablePath)('in Chromium', () => {
  const element = elementTests()

  const views = [390, 1280].flatMap((width) =>
    (['light', 'dark'] as const).flatMap((colorScheme) =>
      [true, false].map((isThemed) => ({ width, colorScheme, isThemed })),
    ),
  )

  test.each(views)('nothing is wrong: %o', async ({ width, colorScheme, isThemed }) => {
    // Without the theme only the element is ours.
    const violationsOf = (tab: Tab) => violationsIn(tab, isThemed ? 'document' : `'blog-search'`)
    const page = {
      pages: somePages,
      fields: someFields,
      suggestions: ['erlang', 'slo'],
      files: element.files,
      isThemed,
    }
    // The page's policy holds for axe as well, which is not of the page.
    const options = { viewport: { width, height: 800 }, colorScheme, bypassCSP: true }
    const { tab } = await openPage(element.browser, page, options)
    const field = tab.getByRole('combobox', { name: 'Search' })
    await field.waitFor()
    expect(await violationsOf(tab), 'closed').toEqual([])
    await field.focus()
    await tab.getByRole('button', { name: 'erlang' }).waitFor()
    expect(await violationsOf(tab), 'open').toEqual([])
    await field.fill('erlnag')
    await tab.locator('.search-option').first().waitFor()
    for (const at of [0, 1]) {
      await tab.keyboard.press('ArrowDown')
      expect(await violationsOf(tab), `at hit ${at}`).toEqual([])
    }
    await tab.getByRole('button', { name: 'Filter' }).click()
    await tab.getByRole('combobox', { name: 'Tags' }).waitFor()
    expect(await violationsOf(tab), 'with filters').toEqual([])
    await field.fill('zebra')
    await tab.locator('.search-notes').getByText('Nothing').waitFor()
    expect(await violationsOf(tab), 'without hits').toEqual([])
    await tab.evaluate(`failing = 'unreachable'`)
    await field.fill('zebras')
    await tab.getByRole('button', { name: 'Try again' }).waitFor()
    expect(await violationsOf(tab), 'offline').toEqual([])
    await tab.context().close()
  })

  test('what has the focus keeps its round corners, whatever the theme gives to the others', async () => {
    const { tab } = await openPage(element.browser, {
      pages: somePages,
      files: element.files,
      suggestions: ['erlang'],
    })
    const field = tab.getByRole('combobox', { name: 'Search' })
    await field.fill('erlang')
    await tab.locator('.search-option').first().waitFor()
    const cornerOf = (name: string) =>
      tab.locator(name).evaluate((part) => Number.parseFloat(getComputedStyle(part).borderTopLeftRadius))
    for (const name of ['.search-clear', 'select.search-choice', 'button.search-choice']) {
      await tab.keyboard.press('Tab')
      expect(await tab.locator(name).evaluate((part) => part.matches(':focus-visible'))).toBe(true)
      expect(await cornerOf(name), name).toBeGreaterThanOrEqual(16)
    }
    await tab.context().close()
  })

  test('on the smallest phones a section stands beside its sign, and the count in one line', async () => {
    const { tab } = await openPage(
      element.browser,
      { pages: somePages, files: element.files },
      { viewport: { width: 320, height: 640 } },
    )
    await tab.getByRole('combobox', { name: 'Search' }).fill('erlang')
    const section = tab.locator('.search-section').first()
    await section.waitFor()
    await section.locator('span').evaluate((heading) => {
      heading.textContent = 'A heading that is too long for the one line that it has'
    })
    // The sign before the heading is as wide as the heading is far from the edge; in a line of its own, it would be at it.
    const offset = await section.evaluate((option) => {
      const edge =
        option.getBoundingClientRect().left + Number.parseFloat(getComputedStyle(option).paddingLeft)
      return (option.firstElementChild as Element).getBoundingClientRect().left - edge
    })
    expect(offset).toBeGreaterThan(4)
    const lines = await tab
      .locator('.search-count')
      .evaluate((count) => count.clientHeight / Number.parseFloat(getComputedStyle(count).lineHeight))
    expect(lines).toBeLessThan(1.5)
    await tab.context().close()
  })

  test('back at the first hit, the count is seen again', async () => {
    const options = { viewport: { width: 390, height: 420 } }
    const { tab } = await openPage(element.browser, { pages: somePages, files: element.files }, options)
    await tab.getByRole('combobox', { name: 'Search' }).fill('erlang')
    await tab.locator('.search-option').first().waitFor()
    await tab.keyboard.press('ArrowDown')
    await tab.keyboard.press('End')
    const scrolled = () => tab.locator('.search-panel').evaluate(({ scrollTop }) => scrollTop)
    expect(await scrolled()).toBeGreaterThan(0)
    await tab.keyboard.press('Home')
    expect(await scrolled()).toBe(0)
    await tab.context().close()
  })

  test('where colours are the reader’s, it is seen where the keys are', async () => {
    const { tab } = await openPage(
      element.browser,
      { pages: somePages, files: element.files },
      { forcedColors: 'active' },
    )
    await tab.getByRole('combobox', { name: 'Search' }).fill('erlang')
    await tab.locator('.search-option').first().waitFor()
    const outline = () =>
      tab
        .locator('.search-option')
        .first()
        .evaluate((option) => getComputedStyle(option).outlineStyle)
    expect(await outline()).toBe('none')
    await tab.keyboard.press('ArrowDown')
    expect(await outline()).toBe('solid')
    await tab.context().close()
  })
})

/** One line for each rule and element, against WCAG 2.2 AA and good practice. */
async function violationsIn(tab: Tab, context: string): Promise<string[]> {
  await tab.evaluate(axe)
  return tab.evaluate(`axe.run(${context}, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
    .then(({ violations }) => violations.flatMap(({ id, impact, nodes }) => nodes.map(({ html, any }) =>
      impact + ' ' + id + ' ' + html.slice(0, 160) + ' ' + (any[0]?.message ?? '')))) `)
}
