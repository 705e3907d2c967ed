import { expect, test } from 'vitest'
import * as plugins from './index.js'

test('the package exports its plugins and nothing else', () => {
  const names = ['archive', 'feed', 'home', 'notFound', 'robots', 'seo', 'sitemap', 'taxonomies']
  expect(Object.keys(plugins).sort()).toEqual(names)
})

test('every plugin has a name, a version, and options that can be kept', () => {
  const made = Object.values(plugins).map((plugin) => plugin())
  expect(made.map(({ name }) => name).sort()).toEqual([
    'archive',
    'feed',
    'home',
    'not-found',
    'robots',
    'seo',
    'sitemap',
    'taxonomies',
  ])
  for (const { name, version, options } of made) {
    expect(version, name).toBe('source')
    expect(JSON.parse(JSON.stringify(options)), name).toEqual(options)
  }
})

test.each(Object.entries(plugins))(
  '%s refuses an option that it does not have, and names itself',
  (_, plugin) => {
    const name = plugin().name
    const wrong = { nonsense: 1 } as never
    expect(() => plugin(wrong)).toThrow(new RegExp(`^\\[${name}\\] There is no option \`nonsense\``))
  },
)
