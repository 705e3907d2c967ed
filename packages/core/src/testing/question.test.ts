import { describe, expect, test } from 'vitest'
import { definePlugin } from '../hooks/define-plugin.js'
import { defineService } from '../hooks/service.js'
import type { Question } from './question.js'
import { testPlugin } from './test-plugin.js'

const post = (title: string, body: string) => `---\ntitle: ${title}\ndate: 2025-01-01\n---\n\n${body}\n`

const files = {
  'content/posts/a.md': post('Alpha', 'One two.'),
  'content/posts/b.md': post('Beta', 'One two three.'),
}

describe('what a test asks', () => {
  const words = defineService<{ count(id: string): number }>('words')
  const counting = () =>
    definePlugin({
      name: 'counting',
      provides: [words],
      tasks: { count: async (context, id: string) => (await context.outline(id)).words },
    })
  const ask: Question<{ counts: number[]; when: Date }> = async (context) => {
    const entries = await context.entries({ fields: [] })
    const counts = await Promise.all(entries.map(({ id }) => context.use(words).count(id)))
    return { counts, when: new Date(0) }
  }

  test('services and entries, in each build; its words are no message, and it is none that ran', async () => {
    const built = await testPlugin(counting, { files, ask })
    expect(built.answer).toEqual({ counts: [2, 3], when: new Date(0) })
    expect([built.messages, built.ran]).toEqual([[], ['tasks.count posts/a', 'tasks.count posts/b']])
    const longer = await built.edit({ files: { 'content/posts/b.md': post('Beta', 'One.') } })
    expect(longer.answer?.counts).toEqual([2, 1])
    expect(longer.ran).toEqual(['tasks.count posts/b'])
    expect((await longer.edit({})).answer).toEqual(longer.answer)
  })

  test('also of a site with errors, but for those of the configuration', async () => {
    const broken = { ...files, 'content/posts/c.md': '---\ntitle: [\n---\n' }
    const built = await testPlugin(counting, { files: broken, ask })
    expect([built.status, built.answer?.counts]).toEqual(['content', [2, 3]])
    const refused = await built.edit({ config: { title: 3 as never } })
    expect([refused.status, refused.answer]).toEqual(['config', undefined])
  })

  test('services of plugins beside it', async () => {
    const plugin = definePlugin({ name: 'other', requires: [words.optional] })
    const beside = await testPlugin(plugin, { files, ask, config: { plugins: [counting()] } })
    expect(beside.answer?.counts).toEqual([2, 3])
    const without = await testPlugin(plugin, {
      files,
      ask: (context) => context.use(words.optional) === undefined,
    })
    expect([without.messages, without.answer]).toEqual([[], true])
    const needed = testPlugin({ name: 'plain' }, { files, ask: (context) => context.use(words).count('a') })
    await expect(needed).rejects.toThrow('No plugin of the test provides the service `words`. Add one')
  })

  test('what it throws, the test throws, as long as it is not mended', async () => {
    const wrong = new Error('2 is not 3')
    const built = await testPlugin(counting, {
      files,
      ask: async (context) => {
        if ((await context.count()) === 3) throw wrong
      },
    })
    const third = { files: { 'content/posts/c.md': post('Gamma', 'One.') } }
    await expect(built.edit(third)).rejects.toBe(wrong)
    await expect(built.edit({})).rejects.toBe(wrong)
    const mended = await built.edit({ files: { 'content/posts/c.md': undefined } })
    expect([mended.status, mended.messages]).toEqual(['published', []])
    const unkept = testPlugin(counting, { files, ask: () => () => {} })
    await expect(unkept).rejects.toThrow('function')
  })

  test('an answer that a clean build does not give breaks the law', async () => {
    let count = 0
    const drifting = () =>
      definePlugin({ name: 'drifting', provides: [words], tasks: { count: () => count++ } })
    await expect(testPlugin(drifting, { files, ask })).rejects.toThrow('Plugin `drifting` breaks the law')
  })
})
