import { expect, test } from 'vitest'
import { settingsOf } from '../test/fake-site.js'
import * as all from './index.js'

/** Some plugins come with the service that they provide. */
const { backlinksService: _, ...plugins } = all

test('the package exports its plugins and nothing else', () => {
  expect(Object.keys(all).sort()).toEqual([
    'archive',
    'backlinks',
    'backlinksService',
    'callouts',
    'code',
    'csv',
    'feed',
    'feedSource',
    'home',
    'lastModified',
    'notFound',
    'robots',
    'seo',
    'shiki',
    'sitemap',
    'taxonomies',
    'toml',
  ])
})

test('every plugin has a name, a version, and options that can be kept', () => {
  const made = Object.values(plugins).map((plugin) => plugin())
  expect(made.map(({ name }) => name).sort()).toEqual([
    'archive',
    'backlinks',
    'callouts',
    'code',
    'csv',
    'feed',
    'feed-source',
    'home',
    'last-modified',
    'not-found',
    'robots',
    'seo',
    'shiki',
    'sitemap',
    'taxonomies',
    'toml',
  ])
  for (const plugin of made) {
    const settings = settingsOf(plugin)
    expect(plugin.version, plugin.name).toBe('source')
    expect(JSON.parse(JSON.stringify(settings)), plugin.name).toEqual(settings)
  }
})

test.each(Object.entries(plugins))('%s refuses an option that it does not have', (_, plugin) => {
  expect(() => settingsOf(plugin({ nonsense: 1 } as never))).toThrow('`nonsense`: there is no such option')
})
