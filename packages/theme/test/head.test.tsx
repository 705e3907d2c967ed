import type { HeadElement, StandardProps } from '@blog-build/core/layout'
import { renderToString } from 'preact-render-to-string'
import { describe, expect, it } from 'vitest'
import { HeadElements } from '../layouts/parts/head-elements'
import { Search } from '../layouts/parts/search'
import { renderPage, sampleSite, standardProps } from './sample-site'

const archive = { permalink: '/archive/', layout: 'archive', params: {} }

describe('head', () => {
  const render = (...head: HeadElement[]) => renderToString(<HeadElements head={head} />)

  it('keeps data in a script from closing it', () => {
    const html = render({
      tag: 'script',
      attributes: { type: 'application/ld+json' },
      text: '{"a":"</script><b>"}',
    })
    expect(html).toBe('<script type="application/ld+json">{"a":"\\u003c/script>\\u003cb>"}</script>')
  })

  it.each(['text/javascript', 'module', '', 'application/javascript'])(
    'leaves out a script of type "%s"',
    (type) => {
      expect(render({ tag: 'script', attributes: { type }, text: 'alert(1)' })).toBe('')
    },
  )

  it('leaves out handlers and strange attribute names, escapes values', () => {
    const attributes = { rel: 'icon', href: '/a"b', onerror: 'x()', OnLoad: 'x()', 'a b': 'c', children: 'd' }
    expect(render({ tag: 'link', attributes })).toBe('<link rel="icon" href="/a&quot;b"/>')
  })

  it('keeps text in a style from closing it', () => {
    expect(render({ tag: 'style', text: 'a::after{content:"</style>"}' })).not.toMatch(/<\/style>./)
  })

  it('prefers the title and description of plugins', async () => {
    const head: StandardProps['head'] = [
      { tag: 'title', text: 'Mine' },
      { tag: 'meta', attributes: { name: 'description', content: 'Also mine' } },
    ]
    const html = await renderPage(archive, sampleSite(), { head })
    expect(html.match(/<title>.*?<\/title>/g)).toEqual(['<title>Mine</title>'])
    expect(html.match(/<meta name="description"[^>]*>/g)).toEqual([
      '<meta name="description" content="Also mine"/>',
    ])
    expect(html).not.toContain('>Feed<')
  })

  it('shows a search where a plugin announces one', async () => {
    const head: StandardProps['head'] = [
      { tag: 'meta', attributes: { name: 'blog-search', content: '/blog/search-index/' } },
    ]
    expect(await renderPage(archive, sampleSite(), { head })).toContain(
      '<blog-search><p>Search needs JavaScript. Instead: <a href="/blog/archive/">Archive</a></p></blog-search></header>',
    )
    expect(await renderPage(archive, sampleSite())).not.toContain('<blog-search')
  })

  it('tells readers without scripts of the home page where no list is in the navigation', async () => {
    const head: StandardProps['head'] = [
      { tag: 'meta', attributes: { name: 'blog-search', content: '/blog/' } },
    ]
    const site = { ...standardProps(archive).site, navigation: [] }
    const html = await renderPage(archive, sampleSite(), { head, site })
    expect(html).toContain('Search needs JavaScript. Instead: <a href="/blog/">Go to the home page</a>')
  })
})

describe('the search', () => {
  it('has what it is told as attributes', () => {
    const search = (
      <Search
        label="Find"
        suggestions={['a', 'b "c"']}
        filters={{ company: 'companies/klarna' }}
        parameter="find"
      >
        None
      </Search>
    )
    expect(renderToString(search)).toBe(
      '<blog-search label="Find" suggestions="a|b &quot;c&quot;" parameter="find" filter-company="companies/klarna">None</blog-search>',
    )
  })
})
