import { testPlugin } from '@blog-build/core/testing'
import { describe, expect, test } from 'vitest'
import { generatedPost, generatedPosts, pathOfPost } from '../test/generated-posts.js'
import { refusals } from '../test/refusals.js'
import { type RelatedOptions, related, relatedEntries } from './related.js'

/** A site, and what is related to each entry, by id. */
const build = (files: Record<string, string>, options: RelatedOptions = {}) =>
  testPlugin(() => related(options), {
    files,
    now: '2030-01-01T00:00:00Z',
    ask: async (context) => {
      const entries = await context.entries({ collection: ['posts', 'notes'], fields: [] })
      const lists = entries.map(
        async ({ id }) => [id, await context.use(relatedEntries).entries(id)] as const,
      )
      return Object.fromEntries(await Promise.all(lists))
    },
  })
type Built = Awaited<ReturnType<typeof build>>

async function relatedTo(id: string, files: Record<string, string>, options?: RelatedOptions) {
  const built = await build(files, options)
  expect(built.messages).toEqual([])
  return built.answer?.[id] ?? []
}

/** How often each task ran. */
function counts({ ran }: Built): Record<string, number> {
  const tasks = ran.map((one) => one.split(' ')[0]?.replace('tasks.', '') ?? '')
  return Object.fromEntries(
    [...new Set(tasks)].map((name) => [name, tasks.filter((one) => one === name).length]),
  )
}

/** How many of the lists that were there before are others now. */
function changedLists(before: Built, after: Built): number {
  const [old = {}, now = {}] = [before.answer, after.answer]
  return Object.keys(old).filter((id) => JSON.stringify(old[id]) !== JSON.stringify(now[id])).length
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
  const five = [200, 201, 202, 203, 204].map((number) => [pathOfPost(number), generatedPost(number)])
  /** How many lists of older posts five new ones change. */
  const changedBy = async (options: RelatedOptions) => {
    const built = await build(posts, options)
    return changedLists(built, await built.edit({ files: Object.fromEntries(five) }))
  }

  test('new posts change few old pages, because of the threshold', async () => {
    const [few, many] = [await changedBy({}), await changedBy({ gain: 0 })]
    expect(few).toBeLessThan(5)
    expect(many).toBeGreaterThan(2 * few)
  }, 120_000)

  test('a new post makes few lists again, its own among them', async () => {
    const built = await build(posts)
    const ran = counts(await built.edit({ files: { [pathOfPost(200)]: generatedPost(200) } }))
    expect(ran).toMatchObject({ features: 1, profile: 1, nearest: 1 })
    expect(ran.rarity).toBeUndefined()
    expect(ran.entries).toBeGreaterThan(0)
    expect(ran.entries).toBeLessThan(10)
  }, 120_000)

  test('an edit of a text reaches few lists, a small one none', async () => {
    const first = await build(posts)
    expect(counts(first)).toMatchObject({ features: 200, profile: 200, rarity: 1, nearest: 1, entries: 200 })
    const path = pathOfPost(190)
    const small = await first.edit({ files: { [path]: `${generatedPost(190)}\nOne more sentence.\n` } })
    expect(counts(small)).toEqual({ features: 1, profile: 1 })
    const large = await small.edit({
      files: { [path]: `${generatedPost(190)}\nMoraines moraines moraines moraines.\n` },
    })
    expect(counts(large)).toMatchObject({ features: 1, profile: 1, nearest: 1 })
    expect(counts(large).entries ?? 0).toBeLessThan(10)
  }, 120_000)
})

test('edits give what a clean build gives', async () => {
  const edits: Record<string, string>[] = [
    { 'content/posts/f.md': post('2024-03-01', 'tags: [erlang]\nseries: actors', '# A moraine, a glacier') },
    { 'content/posts/b.md': post('2024-01-02', 'tags: [otp]', '# Two\n\nNo link, a glacier.') },
    { 'content/posts/c.md': post('2023-01-03', 'series: [actors, other]', '# Third\n\n[a](./a.md)') },
    { 'content/posts/d.md': post('2024-01-04', 'draft: true', '# Gone') },
  ]
  let built = await build(files)
  for (const edit of edits) {
    const next = await built.edit({ files: edit })
    expect(changedLists(built, next)).toBeGreaterThan(0)
    built = next
  }
})

test('wrong options are refused', async () => {
  expect(await refusals(related({ weights: { text: -1 } }))).toContain(
    '`weights.text`: it must be a number from 0 to 100, not -1.',
  )
  expect(await refusals(related({ minimum: 2 }))).toContain(
    '`minimum`: it must be a number from 0 to 1, not 2.',
  )
  expect(await refusals(related({ weights: { tags: 1 } as never }))).toContain('there is no such option')
})
