import { expect, test } from 'vitest'
import { refusals } from '../test/refusals.js'
import { settingsOf } from '../test/settings.js'
import * as plugins from './index.js'

const { authorship, backlinksService, markdownTwins, relatedEntries, seriesParts, ...factories } = plugins

/** Of the function that makes it, and of the plugin. */
const names = [
  ['archive', 'archive'],
  ['authors', 'authors'],
  ['backlinks', 'backlinks'],
  ['callouts', 'callouts'],
  ['code', 'code'],
  ['csv', 'csv'],
  ['feed', 'feed'],
  ['feedSource', 'feed-source'],
  ['home', 'home'],
  ['lastModified', 'last-modified'],
  ['llms', 'llms'],
  ['notFound', 'not-found'],
  ['redirects', 'redirects'],
  ['related', 'related'],
  ['robots', 'robots'],
  ['seo', 'seo'],
  ['series', 'series'],
  ['shiki', 'shiki'],
  ['sitemap', 'sitemap'],
  ['taxonomies', 'taxonomies'],
  ['toml', 'toml'],
  ['twins', 'twins'],
]

test('the package exports its plugins, the services of these, and nothing else', () => {
  const made = Object.entries(factories).map(([key, factory]) => [key, factory().name])
  expect(made.sort(([a = ''], [b = '']) => (a < b ? -1 : 1))).toEqual(names)
  const services = [authorship, backlinksService, markdownTwins, relatedEntries, seriesParts]
  expect(services.map(({ service }) => service)).toEqual([
    'authors',
    'backlinks',
    'twins',
    'related',
    'series',
  ])
})

test.each(Object.entries(factories))('%s has a version, and options that can be kept', async (_, factory) => {
  const plugin = factory()
  const settings = await settingsOf(plugin)
  expect(plugin.version).toBe('source')
  expect(JSON.parse(JSON.stringify(settings))).toEqual(settings)
})

test.each(Object.entries(factories))('%s refuses an option that it does not have', async (_, plugin) => {
  expect(await refusals(plugin({ nonsense: 1 } as never))).toContain('`nonsense`: there is no such option')
})
