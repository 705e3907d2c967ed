// `<blog-search>` where readers come seldom: several of them, late answers, the edges of the screen, what is broken.
import type { BrowserContextOptions } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { executablePath, untilTrue } from '../../../test/chromium.js'
import { elementTests, openPage, origin, type SearchPage } from './search-page.js'
import { someFields, somePages } from './some-pages.js'

describe.skipIf(!executablePath)('in Chromium', () => {
  const element = elementTests()

  async function open(page: Partial<SearchPage> & { at?: string } = {}, options: BrowserContextOptions = {}) {
    const pages = {
      pages: somePages,
      fields: someFields,
      suggestions: ['erlang'],
      files: element.files,
      ...page,
    }
    const opened = await openPage(element.browser, pages, options)
    const { tab } = opened
    const field = tab.getByRole('combobox', { name: 'Search', exact: true })
    return {
      ...opened,
      field,
      hits: tab.locator('.search-page'),
      status: tab.getByRole('status'),
      panel: tab.locator('.search-panel'),
      hasFocus: () => field.evaluate((element) => element === document.activeElement),
      asked: () => tab.evaluate('asked') as Promise<string[]>,
      close: async () => {
        expect(opened.wrongs).toEqual([])
        await tab.context().close()
      },
    }
  }

  test('on a phone, what a suggestion finds comes into view', async () => {
    const many = Array.from({ length: 12 }, (_, at) => `a longer query ${at}`).join('|')
    const body = `<main><div style="height: 30rem"></div><blog-search suggestions="erlang|${many}"></blog-search></main>`
    const phone = { viewport: { width: 390, height: 700 }, hasTouch: true, isMobile: true, bypassCSP: true }
    const { tab, field, hits, close } = await open({ body }, phone)
    await tab.getByRole('button', { name: 'erlang' }).tap()
    await hits.first().waitFor()
    const isSeen = (part: typeof field) =>
      part.evaluate((element) => {
        const { top, bottom } = element.getBoundingClientRect()
        return top >= 0 && bottom <= innerHeight
      })
    await expect.poll(() => isSeen(field)).toBe(true)
    await expect.poll(() => isSeen(hits.first())).toBe(true)
    await close()
  })

  test('a link within the page leaves a search without a parameter as it is', async () => {
    const body = `<a href="#End">Down</a><blog-search parameter=""></blog-search><p id="End">End</p>`
    const { tab, field, status, panel, close } = await open({ body })
    await field.fill('erlang')
    await expect.poll(() => status.textContent()).toBe('6 pages')
    await tab.evaluate(`location.hash = '#End'`)
    await tab.evaluate(`new Promise((resolve) => setTimeout(resolve))`)
    expect(await field.inputValue()).toBe('erlang')
    expect(await panel.isVisible()).toBe(true)
    await close()
  })

  test('two searches of a page remember each its own filters and order', async () => {
    const body = '<blog-search></blog-search><blog-search label="Other" parameter="p"></blog-search>'
    const { tab, field, close } = await open({ body })
    const [first, second] = [tab.locator('blog-search').first(), tab.locator('blog-search').last()]
    await field.fill('all')
    await expect.poll(() => first.getByRole('status').textContent()).toBe('12 pages')
    await first.getByRole('combobox', { name: 'Order' }).selectOption('date')
    await tab.getByRole('combobox', { name: 'Other' }).fill('all')
    await expect.poll(() => second.getByRole('status').textContent()).toBe('12 pages')
    await second.getByRole('button', { name: 'Filter' }).click()
    await second.getByRole('combobox', { name: 'Tags' }).selectOption('operations')
    await expect.poll(() => second.getByRole('status').textContent()).toBe('6 pages')
    await tab.reload()
    await expect.poll(() => second.getByRole('status').textContent()).toBe('6 pages')
    await expect.poll(() => first.getByRole('status').textContent()).toBe('12 pages')
    expect(await first.locator('select').first().inputValue()).toBe('date')
    expect(await second.locator('select').first().inputValue()).toBe('relevance')
    await close()
  })

  test('the focus stays in the field when a button goes, and when a text is clicked', async () => {
    const { tab, field, hits, panel, hasFocus, close } = await open()
    await field.fill('erlang')
    await hits.first().waitFor()
    await tab.locator('.search-count').click()
    expect(await hasFocus()).toBe(true)
    await tab.keyboard.press('Escape')
    expect(await panel.isVisible()).toBe(false)
    await tab.getByRole('button', { name: 'Clear' }).click()
    expect(await hasFocus()).toBe(true)
    await tab.evaluate(`failing = 'unreachable'`)
    await field.fill('erlang')
    const again = tab.getByRole('button', { name: 'Try again' })
    await again.focus()
    await tab.evaluate(`failing = ''`)
    await tab.keyboard.press('Enter')
    await hits.first().waitFor()
    expect(await hasFocus()).toBe(true)
    await close()
  })

  test('fields of attributes are those of the index, whatever their capitals', async () => {
    const fields = [
      { field: 'topicArea', label: 'Topic', values: someFields[0]?.values },
      { field: 'Level', label: 'Level', values: [{ value: 'one', label: 'One' }] },
    ]
    const body = '<blog-search filter-topicArea="operations"></blog-search>'
    const { tab, field, status, hits, close } = await open({ body, fields })
    await field.fill('all')
    await expect.poll(() => status.textContent()).toBe('6 pages')
    expect(await tab.evaluate('filtered')).toEqual({ topicArea: ['operations'] })
    await tab.getByRole('button', { name: 'Filter' }).click()
    await expect
      .poll(() => tab.getByRole('button', { name: 'Filter' }).getAttribute('aria-expanded'))
      .toBe('true')
    // What the page has chosen, and what has one value only, is no choice.
    expect(await tab.locator('.search-filters select').count()).toBe(0)
    expect(await hits.count()).toBe(5)
    await close()
  })

  test('a page that lists others says so where a post has its day', async () => {
    const pages = [{ url: '/blog/tags/erlang/', title: 'erlang', text: 'All', collection: '' }, ...somePages]
    const { field, hits, close } = await open({ pages })
    await field.fill('erlang')
    await hits.first().waitFor()
    expect(await hits.first().locator('.search-date').textContent()).toBe('List')
    expect(await hits.nth(1).locator('.search-date').textContent()).toBe('Dec 9, 2024')
    await close()
  })

  test('while an answer is awaited, the hits before it are dimmed, and Enter opens none of them', async () => {
    const { tab, field, hits, status, close } = await open()
    const list = tab.locator('.search-list')
    await field.fill('erlang')
    await expect.poll(() => status.textContent()).toBe('6 pages')
    expect(await list.getAttribute('aria-busy')).toBe('false')
    await tab.evaluate('held.postgres = () => {}')
    await field.fill('postgres')
    await untilTrue(tab, `asked.includes('postgres')`)
    expect(await list.getAttribute('aria-busy')).toBe('true')
    await list.evaluate((element) => {
      for (const animation of element.getAnimations()) animation.finish()
    })
    expect(await list.evaluate((element) => getComputedStyle(element).opacity)).toBe('0.5')
    const address = tab.url()
    await tab.keyboard.press('ArrowDown')
    await tab.keyboard.press('Enter')
    await untilTrue(tab, `asked.filter((query) => query === 'postgres').length === 2`)
    await tab.evaluate('held.postgres()')
    await expect.poll(() => status.textContent()).toBe('3 pages')
    expect(await list.getAttribute('aria-busy')).toBe('false')
    await expect.poll(() => hits.first().getAttribute('aria-selected')).toBe('true')
    expect(tab.url()).toBe(address)
    await close()
  })

  test('a question that takes its time is told; Escape before or after closes, and keeps what was typed', async () => {
    const { tab, field, hits, close } = await open()
    const panel = tab.locator('.search-panel')
    await tab.evaluate('held.postgres = () => {}')
    await field.fill('postgres')
    await untilTrue(tab, `asked.includes('postgres')`)
    await panel.getByText('Searching…').waitFor()
    await tab.keyboard.press('Escape')
    expect(await panel.isVisible()).toBe(false)
    await tab.evaluate('held.postgres()')

    await tab.evaluate('held.erlang = () => {}')
    await field.fill('erlang')
    await tab.keyboard.press('Escape')
    expect(await field.inputValue()).toBe('erlang')
    await untilTrue(tab, `asked.includes('erlang')`)
    await tab.evaluate('held.erlang()')
    await expect.poll(() => hits.count()).toBeGreaterThan(0)
    expect(await panel.isVisible()).toBe(false)
    await tab.keyboard.press('Escape')
    expect(await field.inputValue()).toBe('')
    await close()
  })

  test('suggestions stay until there is an answer: nothing flickers', async () => {
    const { tab, field, hits, close } = await open({ suggestions: ['erlang', 'kafka'] })
    const tries = tab.locator('.search-try')
    await field.focus()
    await tries.waitFor()
    await tab.evaluate(`{
      window.states = []
      const panel = document.querySelector('.search-panel')
      new MutationObserver(() => states.push(panel.hidden)).observe(panel, { attributeFilter: ['hidden'] })
      held.postgres = () => {}
    }`)
    await field.fill('postgres')
    await untilTrue(tab, `asked.includes('postgres')`)
    expect(await tries.isVisible()).toBe(true)
    await tab.evaluate('held.postgres()')
    await hits.first().waitFor()
    expect(await tries.isVisible()).toBe(false)
    expect(await tab.evaluate('states.includes(true)')).toBe(false)
    await close()
  })

  test('more is asked for once, however often it is wanted', async () => {
    const { tab, field, hits, close } = await open()
    await field.fill('all')
    await expect.poll(() => hits.count()).toBe(5)
    await tab.evaluate('held.all = () => {}')
    await tab.getByRole('button', { name: 'Show more' }).dblclick()
    await untilTrue(tab, `asked.filter((query) => query === 'all').length === 2`)
    await tab.evaluate('held.all(); delete held.all')
    await expect.poll(() => hits.count()).toBe(10)
    expect(await hits.nth(5).getAttribute('href')).toContain('/posts/5/')
    await close()
  })

  test('without hits there is nothing to sort or to filter, but what was chosen can be taken back', async () => {
    const { tab, field, hits, status, hasFocus, close } = await open()
    const bar = tab.locator('.search-bar')
    await field.fill('zebra')
    await expect.poll(() => status.textContent()).toContain('Nothing found')
    expect(await bar.isVisible()).toBe(false)
    await field.fill('slos')
    await hits.first().waitFor()
    await tab.getByRole('button', { name: 'Filter' }).click()
    await tab.getByRole('combobox', { name: 'Tags' }).selectOption('postgres')
    await field.fill('zebra')
    await expect.poll(() => status.textContent()).toContain('Nothing found')
    expect(await bar.isVisible()).toBe(true)
    await tab.getByRole('combobox', { name: 'Tags' }).selectOption('Tags')
    await expect.poll(() => bar.isVisible()).toBe(false)
    await expect.poll(hasFocus).toBe(true)
    await close()
  })

  test.each([
    ['-erlang', true],
    ['-"all of it" -erlang', true],
    ['-zebra zebra', false],
    ['--zebra', false],
  ])('%s: a query that only leaves out lacks a word', async (query, isLacking) => {
    const { field, status, close } = await open({ pages: [] })
    await field.fill(query)
    await expect.poll(() => status.textContent()).toContain(isLacking ? 'Add a word' : 'Nothing found')
    await close()
  })

  test('where the script does not come, the sentence for those without one is seen', async () => {
    const { tab } = await open({ files: { '/search.css': element.files['/search.css'] as string } } as object)
    const sentence = tab.getByText('Search needs JavaScript.')
    const at = (end: boolean) =>
      sentence.evaluate((element, end) => {
        const [wait] = element.getAnimations()
        wait?.pause()
        if (wait) wait.currentTime = end ? 4000 : 0
        return getComputedStyle(element).visibility
      }, end)
    expect([await at(false), await at(true)]).toEqual(['hidden', 'visible'])
    await tab.context().close()
  })

  test('in a page from right to left, words from left to right keep their order and the place of the page’s', async () => {
    const { tab, field, status, close } = await open({ html: '<html lang="ar-u-nu-latn" dir="rtl">' })
    await field.fill('erlang')
    await expect.poll(() => status.textContent()).toBe('6 pages')
    const [number, word, end] = await tab.locator('.search-count').evaluate((count) => {
      const text = count.firstChild as Text
      const at = (start: number, end: number) => {
        const range = document.createRange()
        range.setStart(text, start)
        range.setEnd(text, end)
        return range.getBoundingClientRect()
      }
      return [at(0, 1).left, at(2, 7).left, count.getBoundingClientRect().right - at(2, 7).right]
    })
    expect(number).toBeLessThan(word as number)
    expect(end).toBeLessThan(2)
    await close()
  })

  test('words that can not be read are passed over, and those that are missing stay English', async () => {
    const script = '<script type="application/json" id="search-words">{"search":</script>'
    const broken = await open({ body: `${script}<blog-search></blog-search>` })
    await broken.field.fill('erlang')
    await expect.poll(() => broken.status.textContent()).toBe('6 pages')
    await broken.close()
    const { tab, field, status, close } = await open({ words: { problems: { missing: 'Kein Index.' } } })
    await field.waitFor()
    for (const [kind, said] of [
      ['missing', 'Kein Index.'],
      ['unreachable', 'Are you offline?'],
    ]) {
      await tab.evaluate(`failing = '${kind}'`)
      await field.fill(`erlang ${kind}`)
      await expect.poll(() => status.textContent()).toContain(said)
    }
    await close()
  })

  test('after Escape, the arrow opens the hits and is at the first', async () => {
    const { tab, field, hits, panel, close } = await open()
    await field.fill('erlang')
    await hits.first().waitFor()
    await tab.keyboard.press('Escape')
    await tab.keyboard.press('ArrowDown')
    expect(await panel.isVisible()).toBe(true)
    expect(await hits.first().getAttribute('aria-selected')).toBe('true')
    await close()
  })

  test.each(['erlang+', '+erlang', 'erl%0Aang', 'erl%0D%0Aang%0A'])(
    '?q=%s: back leads out of a page whose query the field has otherwise',
    async (query) => {
      const { tab, status, close } = await open({ at: '/blog/archive/' })
      await tab.goto(`${origin}/blog/?q=${query}`)
      await expect.poll(() => status.textContent()).toBe('6 pages')
      await tab.goBack()
      expect(tab.url()).toBe(`${origin}/blog/archive/`)
      await close()
    },
  )

  test('back to a query that the field has otherwise forgets none of those after it', async () => {
    const { tab, field, status, close } = await open()
    // As another script of the page may write it.
    await tab.evaluate(`history.replaceState(null, '', '?q=erlang+')`)
    await field.fill('postgres')
    await expect.poll(() => status.textContent()).toBe('3 pages')
    await tab.goBack()
    await expect.poll(() => status.textContent()).toBe('6 pages')
    await tab.goForward()
    await expect.poll(() => status.textContent()).toBe('3 pages')
    expect(await field.inputValue()).toBe('postgres')
    await close()
  })

  test('an empty list of suggestions is none, and none of the index', async () => {
    const { tab, field, panel, asked, hits, close } = await open({
      body: '<blog-search suggestions=""></blog-search>',
    })
    await field.focus()
    expect(await tab.locator('.search-try').isVisible()).toBe(false)
    expect(await tab.locator('.search-chip').count()).toBe(0)
    expect(await panel.isVisible()).toBe(false)
    await field.fill('erlang')
    await hits.first().waitFor()
    expect(await asked()).toEqual(['erlang'])
    await close()
  })

  test('between bars that have no word between them there is no button', async () => {
    const { tab, close } = await open({ body: '<blog-search suggestions="erlang|| |slo|"></blog-search>' })
    expect(await tab.locator('.search-chip').allTextContents()).toEqual(['erlang', 'slo'])
    await close()
  })

  const foreign = (count: number) =>
    Array.from({ length: count }, (_, at) => ({
      url: `https://elsewhere.example/${at}/`,
      title: `Zebra ${at}`,
      text: 'Text',
    }))

  test('where each hit leads to another site, nothing is found', async () => {
    const { tab, field, status, close } = await open({ pages: foreign(1) })
    await field.fill('zebra')
    await expect.poll(() => status.textContent()).toBe('Nothing found for “zebra”.')
    expect(await field.getAttribute('aria-expanded')).toBe('false')
    expect(await tab.locator('.search-list').isVisible()).toBe(false)
    expect(await tab.locator('.search-bar').isVisible()).toBe(false)
    await close()
  })

  test('where the first hits lead to another site, no empty list is open, and further ones can be seen', async () => {
    const own = { url: '/blog/own/', title: 'Zebra', text: 'Text' }
    const { tab, field, hits, status, close } = await open({ pages: [...foreign(5), own] })
    await field.fill('zebra')
    await expect.poll(() => status.textContent()).toBe('6 pages')
    expect(await field.getAttribute('aria-expanded')).toBe('false')
    await tab.keyboard.press('ArrowDown')
    await hits.waitFor()
    expect(await field.getAttribute('aria-expanded')).toBe('true')
    expect(await hits.getAttribute('aria-selected')).toBe('true')
    await close()
  })

  test('where further hits all lead to another site too, nothing is found, and the focus is in the field', async () => {
    const { tab, field, status, hasFocus, close } = await open({ pages: foreign(6) })
    await field.fill('zebra')
    await expect.poll(() => status.textContent()).toBe('6 pages')
    await tab.getByRole('button', { name: 'Show more' }).click()
    await expect.poll(() => status.textContent()).toBe('Nothing found for “zebra”.')
    expect(await field.getAttribute('aria-expanded')).toBe('false')
    await expect.poll(hasFocus).toBe(true)
    await close()
  })
})
