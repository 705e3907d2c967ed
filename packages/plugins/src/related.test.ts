import { createMemoryHost, createSite, type UserConfig } from '@blog-build/core'
import type { Plugin } from '@blog-build/core/plugin'
import { describe, expect, test } from 'vitest'
import { settingsOf } from '../test/fake-site.js'
import { generatedPost, generatedPosts, pathOfPost } from '../test/generated-posts.js'
import { shownRelated } from '../test/shown-related.js'
import { type RelatedEntry, type RelatedOptions, related } from './related.js'

/** Counts how often each task of a plugin runs. */
function counted(plugin: Plugin): { plugin: Plugin; ran: Record<string, number> } {
  const ran: Record<string, number> = {}
  const tasks = Object.entries(plugin.tasks ?? {}).map(([name, run]): [string, typeof run] => [
    name,
    (...given) => {
      ran[name] = (ran[name] ?? 0) + 1
      return run(...given)
    },
  ])
  return { plugin: { ...plugin, tasks: Object.fromEntries(tasks) }, ran }
}

function openSite(files: Record<string, string>, options: RelatedOptions = {}) {
  const { plugin, ran } = counted(related(options))
  const host = createMemoryHost(
    Object.fromEntries(Object.entries(files).map(([path, text]) => [`/site/${path}`, text])),
  )
  const config: UserConfig = { title: 'Notes', plugins: [plugin, shownRelated()] }
  const site = createSite({ root: '/site', host, config, asOf: '2030-01-01T00:00:00Z', write: false })
  /** Lists that the build changed, and the tasks that ran for it. */
  const build = async () => {
    for (const name of Object.keys(ran)) delete ran[name]
    const { messages, changed } = await site.build()
    expect(messages).toEqual([])
    const lists = changed.changed.filter((address) => address.endsWith('.json'))
    return { lists, ran: { ...ran } }
  }
  const listOf = async (id: string): Promise<RelatedEntry[]> =>
    JSON.parse(new TextDecoder().decode(await site.read(`${id}.json`)))
  const outputs = async () =>
    Promise.all(
      site.outputs().map(async ({ path }) => [path, new TextDecoder().decode(await site.read(path))]),
    )
  return { host, build, listOf, outputs }
}

async function relatedTo(id: string, files: Record<string, string>, options?: RelatedOptions) {
  const { build, listOf } = openSite(files, options)
  await build()
  return listOf(id)
}

const post = (date: string, fields: string, body: string) => `---\ndate: ${date}\n${fields}\n---\n\n${body}\n`

/** Posts that have nothing in common with each other. */
const filler = Object.fromEntries(
  ['alder', 'ash', 'beech', 'birch', 'cedar', 'elm', 'fir', 'hazel', 'larch', 'lime', 'oak', 'pine'].map(
    (tree, at) => [
      `content/posts/${tree}.md`,
      post(
        `2024-02-${10 + at}`,
        `tags: [${tree}]`,
        `# The ${tree}\n\nAll about the ${tree}, the ${tree}, and it.`,
      ),
    ],
  ),
)

const files = {
  ...filler,
  'content/posts/a.md': post('2024-01-01', 'tags: [erlang, otp]\nseries: actors', '# One\n\nText.'),
  'content/posts/b.md': post('2024-01-02', 'tags: [otp, erlang]', '# Two\n\nAs in [one](./a.md).'),
  'content/posts/c.md': post('2024-01-03', 'series: actors', '# Three\n\nText.'),
  'content/posts/d.md': post(
    '2024-01-04',
    '',
    '# Glaciers\n\nA glacier moves. A moraine tells where a glacier was, and a moraine stays.',
  ),
  'content/posts/e.md': post(
    '2024-01-05',
    '',
    '# Ice\n\nThe glacier left a moraine. Behind the moraine of a glacier lies a lake.',
  ),
}

describe('what is in common', () => {
  test('terms, links both ways, and series, with the reason', async () => {
    expect(await relatedTo('posts/a', files)).toEqual([
      {
        id: 'posts/b',
        title: 'Two',
        url: '/posts/b/',
        reasons: [
          { kind: 'links', way: 'here' },
          { kind: 'terms', field: 'tags', names: ['erlang', 'otp'] },
        ],
      },
      { id: 'posts/c', title: 'Three', url: '/posts/c/', reasons: [{ kind: 'series', name: 'actors' }] },
    ])
    const [first] = await relatedTo('posts/b', files)
    expect(first?.reasons[0]).toEqual({ kind: 'links', way: 'there' })
  })

  test('the text, without a list of stop words', async () => {
    expect(await relatedTo('posts/d', files)).toEqual([
      {
        id: 'posts/e',
        title: 'Ice',
        url: '/posts/e/',
        reasons: [{ kind: 'text', words: ['glacier', 'moraine'] }],
      },
    ])
  })

  test('the text of two posts says nothing where there are few others to tell them from', async () => {
    const { 'content/posts/d.md': d = '', 'content/posts/e.md': e = '' } = files
    expect(await relatedTo('posts/d', { 'content/posts/d.md': d, 'content/posts/e.md': e })).toEqual([])
  })

  test('nothing is made up', async () => {
    expect(await relatedTo('posts/oak', files)).toEqual([])
    expect(await relatedTo('posts/oak', { 'content/posts/oak.md': '# Oak' })).toEqual([])
  })

  test('a weight of 0 leaves a signal out, and its reason', async () => {
    const [b, ...others] = await relatedTo('posts/a', files, { weights: { links: 0, series: 0 } })
    expect(b?.reasons).toEqual([{ kind: 'terms', field: 'tags', names: ['erlang', 'otp'] }])
    expect(others).toEqual([])
  })

  test('other fields, and other collections', async () => {
    const own = {
      ...filler,
      'content/notes/x.md': post('2024-01-01', 'topics: [rust]', '# X'),
      'content/notes/y.md': post('2024-01-02', 'topics: rust', '# Y'),
    }
    expect(await relatedTo('notes/x', own)).toEqual([])
    const [y] = await relatedTo('notes/x', own, { fields: ['topics'], collection: 'notes', minimum: 0.05 })
    expect(y).toMatchObject({ id: 'notes/y', reasons: [{ kind: 'terms', field: 'topics', names: ['rust'] }] })
  })

  test('A30: what is hidden is not named', async () => {
    const hidden = (field: string) => post('2024-01-06', `tags: [erlang, otp]\n${field}`, '# Canary')
    const list = await relatedTo('posts/a', {
      ...files,
      'content/posts/f.md': hidden('draft: true'),
      'content/posts/g.md': hidden('unlisted: true'),
      'content/posts/h.md': hidden('publishAt: 2031-01-01'),
    })
    expect(list.map(({ id }) => id)).toEqual(['posts/b', 'posts/c'])
  })
})

describe('a site of 200 posts', () => {
  const posts = generatedPosts(200)
  /** How many lists of older posts five new ones change, one after the other. */
  const changedBy = async (options: RelatedOptions) => {
    const { host, build } = openSite(posts, options)
    await build()
    let changed = 0
    for (let number = 200; number < 205; number++) {
      host.set(`/site/${pathOfPost(number)}`, generatedPost(number))
      changed += (await build()).lists.length
    }
    return changed
  }

  test('a new post changes few old pages, because of the threshold', async () => {
    const [few, many] = [await changedBy({}), await changedBy({ gain: 0 })]
    expect(few).toBeLessThan(5)
    expect(many).toBeGreaterThan(2 * few)
  }, 120_000)

  test('a new post makes few lists again, its own among them', async () => {
    const { host, build } = openSite(posts)
    await build()
    host.set(`/site/${pathOfPost(200)}`, generatedPost(200))
    const { ran } = await build()
    expect(ran).toMatchObject({ features: 1, profile: 1, nearest: 1 })
    expect(ran.rarity).toBeUndefined()
    expect(ran.entries).toBeGreaterThan(0)
    expect(ran.entries).toBeLessThan(10)
  }, 120_000)

  test('an edit of a text reaches few lists, a small one none', async () => {
    const { host, build } = openSite(posts)
    const first = await build()
    expect(first.ran).toMatchObject({ features: 200, profile: 200, rarity: 1, nearest: 1, entries: 200 })
    expect((await build()).ran).toEqual({})
    const path = pathOfPost(190)
    host.set(`/site/${path}`, `${generatedPost(190)}\nOne more sentence.\n`)
    expect((await build()).ran).toEqual({ features: 1, profile: 1 })
    host.set(`/site/${path}`, `${generatedPost(190)}\nMoraines moraines moraines moraines.\n`)
    const { ran } = await build()
    expect(ran).toMatchObject({ features: 1, profile: 1, nearest: 1 })
    expect(ran.entries ?? 0).toBeLessThan(10)
  }, 120_000)
})

test('edits give what a clean build gives', async () => {
  const edits: Record<string, string>[] = [
    { 'content/posts/f.md': post('2024-03-01', 'tags: [erlang]\nseries: actors', '# A moraine, a glacier') },
    { 'content/posts/b.md': post('2024-01-02', 'tags: [otp]', '# Two\n\nNo link, a glacier.') },
    { 'content/posts/c.md': post('2023-01-03', 'series: [actors, other]', '# Third\n\n[a](./a.md)') },
    { 'content/posts/d.md': post('2024-01-04', 'draft: true', '# Gone') },
  ]
  let now: Record<string, string> = files
  const { host, build, outputs } = openSite(files)
  await build()
  for (const edit of edits) {
    now = { ...now, ...edit }
    for (const [path, text] of Object.entries(edit)) host.set(`/site/${path}`, text)
    await build()
    const clean = openSite(now)
    await clean.build()
    expect(await outputs()).toEqual(await clean.outputs())
  }
})

test('wrong options are refused', () => {
  expect(() => settingsOf(related({ weights: { text: -1 } }))).toThrow(
    '`weights.text`: it must be a number from 0 to 100, not -1.',
  )
  expect(() => settingsOf(related({ minimum: 2 }))).toThrow(
    '`minimum`: it must be a number from 0 to 1, not 2.',
  )
  expect(() => settingsOf(related({ weights: { tags: 1 } as never }))).toThrow('there is no such option')
})
