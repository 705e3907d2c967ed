import { optionProblems, testPlugin } from '@blog-build/core/testing'
import { expect, test } from 'vitest'
import { answerCrawlers, trainingCrawlers } from './ai-crawlers.js'
import { type RobotsOptions, robots } from './robots.js'

const url = 'https://example.org'
const textOf = async (options?: RobotsOptions, config = {}) =>
  (await testPlugin(() => robots(options), { config })).outputs['robots.txt']

test('everybody is let in, and told where the sitemap is', async () => {
  const built = await testPlugin(robots, { config: { url, base: '/blog/' } })
  expect(built.outputs).toEqual({
    'robots.txt': 'User-agent: *\nAllow: /\n\nSitemap: https://example.org/blog/sitemap.xml\n',
  })
})

test('without a url, or on demand, no sitemap is named', async () => {
  expect(await textOf()).toBe('User-agent: *\nAllow: /\n')
  expect(await textOf({ sitemap: false }, { url })).toBe('User-agent: *\nAllow: /\n')
})

test('crawlers can be kept out by name', async () => {
  expect(await textOf({ block: ['GPTBot', 'CCBot'] })).toBe(
    'User-agent: *\nAllow: /\n\nUser-agent: GPTBot\nUser-agent: CCBot\nDisallow: /\n',
  )
})

test('crawlers of AI services are let in, kept out, or told apart by what they do', async () => {
  const agents = async (options: RobotsOptions) =>
    [...((await textOf(options)) ?? '').matchAll(/^User-agent: (.+)$/gm)].map(([, name]) => name)
  expect(await agents({ ai: 'allow' })).toEqual(['*'])
  expect(await agents({ ai: 'search-only' })).toEqual(['*', ...trainingCrawlers])
  expect(await agents({ ai: 'block', block: ['GPTBot', 'SomeBot'] })).toEqual([
    '*',
    ...trainingCrawlers,
    ...answerCrawlers,
    'SomeBot',
  ])
})

test('no crawler is in both lists, and each is a name that `block` takes', async () => {
  const all = [...trainingCrawlers, ...answerCrawlers]
  expect(new Set(all).size).toBe(all.length)
  expect(await optionProblems(robots({ block: all }))).toEqual([])
})

test('a file of the author takes its place, and gives it back', async () => {
  const built = await testPlugin(robots, { files: { 'public/robots.txt': '' } })
  expect([built.status, built.outputs]).toEqual(['published', {}])
  const without = await built.edit({ files: { 'public/robots.txt': undefined } })
  expect(Object.keys(without.outputs)).toEqual(['robots.txt'])
})

test('posts are no matter of it', async () => {
  const built = await testPlugin(robots, { files: { 'content/posts/a.md': '# A' } })
  expect((await built.edit({ files: { 'content/posts/b.md': '# B' } })).ran).toEqual([])
})

test('wrong options are refused', async () => {
  const refused = async (options: object) => (await optionProblems(robots(options)))[0]
  expect(await refused({ block: ['a\nAllow: /'] })).toMatchObject({
    option: 'block.0',
    message: expect.stringContaining('it must be the name of a crawler'),
  })
  expect(await refused({ ai: 'search' })).toMatchObject({
    option: 'ai',
    message: expect.stringContaining('it must be `allow`, `search-only` or `block`, not "search".'),
  })
  expect(await refused({ sitemap: '/sitemap.xml' })).toMatchObject({
    option: 'sitemap',
    message: expect.stringContaining('a path such as `sitemap.xml`, or false, not "/sitemap.xml".'),
  })
})
