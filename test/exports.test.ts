// What the built packages export at run time. A new name here is a promise to users: add it on purpose.
import { expect, test } from 'vitest'

const expected = {
  'core/dist/index.js': [
    'HostError',
    'cacheInfo',
    'clearCache',
    'createMemoryHost',
    'createMemoryStore',
    'createNodeHost',
    'createSite',
    'defineConfig',
    'endCompiler',
    'messageUrl',
    'openSide',
    'pluginBrokeOff',
    'pluginStuck',
    'readPublished',
    'reference',
    'refusedBuild',
    'releaseThread',
    'verifySides',
    'verifySite',
    'watchSite',
  ],
  'core/dist/plugin.js': ['contextOf', 'definePlugin', 'defineService', 'nearest', 'toInstant'],
  'core/dist/layout.js': [],
  'core/dist/testing.js': ['optionProblems', 'testPlugin', 'testPluginLaws'],
  'cli/dist/index.js': [
    'HostError',
    'cacheInfo',
    'clearCache',
    'createMemoryHost',
    'createMemoryStore',
    'createNodeHost',
    'createSite',
    'defineConfig',
    'endCompiler',
    'messageUrl',
    'openSide',
    'openSite',
    'pluginBrokeOff',
    'pluginStuck',
    'preset',
    'presetPlugins',
    'readPublished',
    'reference',
    'refusedBuild',
    'releaseThread',
    'verifySides',
    'verifySite',
    'watchSite',
  ],
  'plugins/dist/index.js': ['archive', 'feed', 'home', 'notFound', 'robots', 'seo', 'sitemap', 'taxonomies'],
  'theme/dist/index.js': ['themeFolder', 'themeStyles'],
}

test.each(Object.entries(expected))('%s exports these names and no other', async (file, names) => {
  // By path, because in this workspace the package names lead to the source.
  const module = await import(/* @vite-ignore */ new URL(`../packages/${file}`, import.meta.url).href)
  expect(Object.keys(module).sort()).toEqual(names)
})
