import type { PluginSummary } from '@blog-build/core'
import { expect, test } from 'vitest'
import { colorsFor } from './colors.js'
import { pluginsText } from './plugins-text.js'

const options = { colors: colorsFor({ isTTY: false }, {}), width: 60 }
const plugin = (changes: Partial<PluginSummary>): PluginSummary => ({
  name: 'p',
  from: 'configuration',
  hooks: [],
  tasks: [],
  provides: [],
  requires: [],
  collections: [],
  client: [],
  key: 'k1',
  ...changes,
})

test('what a plugin does not have is left out', () => {
  expect(pluginsText([plugin({})], options)).toBe('1 p\n  key          k1\n')
  expect(pluginsText([], options)).toBe('This site has no plugins.\n')
})

test('all that it has is told, in lines that fit', () => {
  const text = pluginsText(
    [
      plugin({
        name: 'all\u001b[31m',
        version: '1.2.3',
        from: 'preset',
        hooks: [
          { name: 'config', kind: 'sequential' },
          { name: 'pages', kind: 'collect' },
          { name: 'emit', kind: 'collect' },
        ],
        tasks: ['words'],
        provides: ['reading-time'],
        requires: [
          { service: 'a', isOptional: false },
          { service: 'b', isOptional: true },
        ],
        order: 'post',
        collections: ['feeds'],
        compute: 'count.js',
        client: ['assets/all.123.js'],
      }),
    ],
    options,
  )
  expect(text.split('\n')).toEqual([
    expect.stringMatching(/^1 all\S+\[31m {2}1\.2\.3, built in$/),
    '  hooks        config (sequential), pages (collect),',
    '               emit (collect)',
    '  tasks        words',
    '  provides     reading-time',
    '  requires     a, b (optional)',
    '  order        post',
    '  collections  feeds',
    '  compute      count.js',
    '  client       assets/all.123.js',
    '  key          k1',
    '',
  ])
  expect(text).not.toContain('\u001b')
})
