import { expect, test } from 'vitest'
import { type FakeSite, fakeSite, settingsOf } from '../test/fake-site.js'
import { answerCrawlers, trainingCrawlers } from './ai-crawlers.js'
import { type RobotsOptions, robots } from './robots.js'

const emit = async (site: FakeSite, options?: RobotsOptions) =>
  robots(options).emit?.(fakeSite(site, robots(options)))
const url = 'https://example.org'

test('everybody is let in, and told where the sitemap is', async () => {
  expect(await emit({ config: { url, base: '/blog/' } })).toEqual([
    {
      path: 'robots.txt',
      body: 'User-agent: *\nAllow: /\n\nSitemap: https://example.org/blog/sitemap.xml\n',
    },
  ])
})

test('without a url, or on demand, no sitemap is named', async () => {
  expect(await emit({})).toEqual([{ path: 'robots.txt', body: 'User-agent: *\nAllow: /\n' }])
  expect(await emit({ config: { url } }, { sitemap: false })).toEqual(await emit({}))
})

test('crawlers can be kept out by name', async () => {
  const [file] = (await emit({}, { block: ['GPTBot', 'CCBot'] })) ?? []
  expect(file?.body).toBe('User-agent: *\nAllow: /\n\nUser-agent: GPTBot\nUser-agent: CCBot\nDisallow: /\n')
})

test('crawlers of AI services are let in, kept out, or told apart by what they do', async () => {
  const agents = async (options: RobotsOptions) => {
    const [file] = (await emit({}, options)) ?? []
    return [...String(file?.body).matchAll(/^User-agent: (.+)$/gm)].map(([, name]) => name)
  }
  expect(await agents({ ai: 'allow' })).toEqual(['*'])
  expect(await agents({ ai: 'search-only' })).toEqual(['*', ...trainingCrawlers])
  expect(await agents({ ai: 'block', block: ['GPTBot', 'SomeBot'] })).toEqual([
    '*',
    ...trainingCrawlers,
    ...answerCrawlers,
    'SomeBot',
  ])
})

test('no crawler is in both lists, and each is a name that `block` takes', () => {
  const all = [...trainingCrawlers, ...answerCrawlers]
  expect(new Set(all).size).toBe(all.length)
  expect(settingsOf(robots({ block: all }))).toMatchObject({ block: all })
})

test('a file of the author takes its place', async () => {
  expect(await emit({ files: { 'public/robots.txt': '' } })).toEqual([])
})

test('wrong options are refused', () => {
  expect(() => settingsOf(robots({ block: ['a\nAllow: /'] }))).toThrow(
    '`block.0`: it must be the name of a crawler',
  )
  expect(() => settingsOf(robots({ ai: 'search' as never }))).toThrow(
    '`ai`: it must be `allow`, `search-only` or `block`, not "search".',
  )
  expect(() => settingsOf(robots({ sitemap: '/sitemap.xml' }))).toThrow(
    '`sitemap`: it must be a path such as `sitemap.xml`, or false, not "/sitemap.xml".',
  )
})
