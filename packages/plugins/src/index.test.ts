import { expect, test } from 'vitest'
import { settingsOf } from '../test/fake-site.js'
import * as plugins from './index.js'

test('the package exports its plugins and nothing else', () => {
  const names = [
    'archive',
    'csv',
    'feed',
    'feedSource',
    'home',
    'notFound',
    'robots',
    'seo',
    'sitemap',
    'taxonomies',
    'toml',
  ]
  expect(Object.keys(plugins).sort()).toEqual(names)
})

test('every plugin has a name, a version, and options that can be kept', () => {
  const made = Object.values(plugins).map((plugin) => plugin())
  expect(made.map(({ name }) => name).sort()).toEqual([
    'archive',
    'csv',
    'feed',
    'feed-source',
    'home',
    'not-found',
    'robots',
    'seo',
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
