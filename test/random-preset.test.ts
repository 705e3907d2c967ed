// The oracle of core once more, with all that a folder of Markdown gets: the built-in plugins and the theme. And with
// every built-in plugin that there is.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { preset } from '../packages/cli/src/preset.js'
import type { Plugin } from '../packages/core/src/plugin.js'
import { createBuilder, createCleanBuilder } from '../packages/core/test/oracle/builders.js'
import { expectSame } from '../packages/core/test/oracle/seen.js'
import { applyStep, createHistory, type Step, sequences } from '../packages/core/test/oracle/sequence.js'
import { createMemoryWorld, filesOf } from '../packages/core/test/oracle/world.js'
import { search } from '../packages/plugin-search/src/index.js'
import {
  archive,
  authors,
  backlinks,
  callouts,
  code,
  csv,
  feed,
  feedSource,
  home,
  lastModified,
  llms,
  notFound,
  redirects,
  related,
  robots,
  seo,
  series,
  shiki,
  sitemap,
  taxonomies,
  toml,
  twins,
} from '../packages/plugins/src/index.js'
import { themeFolder, themeStyles } from '../packages/theme/src/index.js'

const soak = process.env.SOAK === '1'

/** As the command opens a site; another process has other functions. */
const withPreset = () => ({ theme: { layouts: themeFolder, styles: themeStyles }, preset: preset() })

/** All of them, with options by which each has something to do. */
function everyPlugin(): Plugin[] {
  return [
    ...[toml(), csv(), callouts({ directives: true }), shiki(), code({ lineNumbers: true }), lastModified()],
    feedSource({ feeds: [{ file: 'data/elsewhere.xml', collection: 'elsewhere' }] }),
    ...[seo(), home(), archive(), notFound(), sitemap()],
    taxonomies({ taxonomies: { tags: {}, authors: { base: '/by/' } } }),
    ...[authors(), series({ field: 'topic' }), related({ minimum: 0.01 }), backlinks()],
    redirects({ files: ['netlify', 'apache', 'nginx'] }),
    feed({ formats: ['atom', 'rss', 'json'], per: ['tags', 'authors'] }),
    ...[
      robots({ ai: 'block' }),
      twins(),
      llms({ tokens: 300 }),
      search({ filters: ['tags', 'authors', 'topic'] }),
    ],
  ]
}

const elsewhere = `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>E</title>
<entry><title>One</title><id>urn:one</id><updated>2024-01-01T00:00:00Z</updated></entry></feed>
`

const withAll = () => ({ ...withPreset(), preset: { plugins: everyPlugin() } })

test.each<[string, typeof withPreset, number]>([
  ['the built-in plugins and the theme', withPreset, 25],
  ['every built-in plugin and the theme', withAll, 6],
])(
  'with %s, incremental equals clean',
  async (_, options, usual) => {
    const [numRuns, length] = soak ? [300, 15] : [Number(process.env.RUNS ?? usual), 10]
    const seen = { steps: 0, published: 0, incrementalRuns: 0, cleanRuns: 0 }
    const property = fc.asyncProperty(sequences(length), async (steps: Step[]) => {
      const world = createMemoryWorld()
      world.write('data/elsewhere.xml', elsewhere)
      const history = createHistory(world)
      const builder = createBuilder(world, {}, options)
      const cleaner = createCleanBuilder(options)
      const first = await builder.build()
      expect(first.status, JSON.stringify(first.messages)).toBe('published')
      for (const step of steps) {
        applyStep(world, step, history)
        if (step.restart) builder.restart()
        const before = filesOf(world.host, world.root, 'dist')
        const incremental = await builder.build()
        const clean = await cleaner.build(world)
        expectSame(incremental, clean, before)
        history.add(world, clean.status === 'published')
        seen.steps++
        if (clean.status === 'published') seen.published++
      }
      seen.incrementalRuns += builder.tasksRun()
      seen.cleanRuns += cleaner.tasksRun()
    })
    await fc.assert(property, { numRuns, endOnFailure: true })
    // A quick look proves less.
    if (process.env.RUNS) return
    expect(seen.published / seen.steps).toBeGreaterThan(0.4)
    expect(seen.incrementalRuns / seen.cleanRuns).toBeLessThan(0.6)
  },
  7_200_000,
)
