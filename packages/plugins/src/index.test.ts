import { expect, test } from 'vitest'
import { settingsOf } from '../test/fake-site.js'
import * as plugins from './index.js'

const { authorship, seriesParts, ...factories } = plugins

test('the package exports its plugins, the services of these, and nothing else', () => {
  expect(Object.keys(factories).sort()).toEqual([
    'archive',
    'authors',
    'feed',
    'home',
    'notFound',
    'redirects',
    'robots',
    'seo',
    'series',
    'sitemap',
    'taxonomies',
  ])
  expect([authorship.service, seriesParts.service]).toEqual(['authors', 'series'])
})

test('every plugin has a name, a version, and options that can be kept', () => {
  const made = Object.values(factories).map((plugin) => plugin())
  expect(made.map(({ name }) => name).sort()).toEqual([
    'archive',
    'authors',
    'feed',
    'home',
    'not-found',
    'redirects',
    'robots',
    'seo',
    'series',
    'sitemap',
    'taxonomies',
  ])
  for (const plugin of made) {
    const settings = settingsOf(plugin)
    expect(plugin.version, plugin.name).toBe('source')
    expect(JSON.parse(JSON.stringify(settings)), plugin.name).toEqual(settings)
  }
})

test.each(Object.entries(factories))('%s refuses an option that it does not have', (_, plugin) => {
  expect(() => settingsOf(plugin({ nonsense: 1 } as never))).toThrow('`nonsense`: there is no such option')
})
