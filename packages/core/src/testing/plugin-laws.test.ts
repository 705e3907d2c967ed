import { expect, test } from 'vitest'
import { definePlugin } from '../hooks/define-plugin.js'
import { testPluginLaws } from './plugin-laws.js'

/** The title of each post and what a file says, by the context alone. */
const lawful = () =>
  definePlugin({
    name: 'lawful',
    emit: async (context) => {
      const titles = (await context.entries({ fields: [] })).map(({ title }) => title)
      return [{ path: 'x.txt', body: `${titles.join()} ${await context.read('data/x.txt')}` }]
    },
  })

const edits = ['one', 'two', undefined].map((text) => ({ files: { 'data/x.txt': text } }))

test('a lawful plugin passes; what was done follows from the seed', async () => {
  const report = await testPluginLaws(lawful, { edits, builds: 6 })
  expect(report.builds).toBe(14)
  expect(report.published).toBeGreaterThan(7)
  expect(report.ran.emit).toBeGreaterThan(3)
  expect(await testPluginLaws(lawful, { edits, builds: 6 })).toEqual(report)
  expect(await testPluginLaws(lawful, { edits, builds: 6, seed: 2 })).not.toEqual(report)
})

test('an answer that is kept is found, with no more edits than it takes', async () => {
  const keeping = () => {
    const titles = new Map<string, string>()
    return definePlugin({
      name: 'keeping',
      emit: async (context) => {
        for (const { id, title } of await context.entries()) if (!titles.has(id)) titles.set(id, title)
        return [{ path: 'x.txt', body: [...titles.values()].sort().join() }]
      },
    })
  }
  const found = testPluginLaws(keeping, { builds: 20, sites: 1 })
  await expect(found).rejects.toThrow('Plugin `keeping` breaks the law of builds (seed 1). After\n  1. ')
  await expect(found).rejects.toThrow('It comes from the hook `emit` of plugin `keeping`')
  await expect(found).rejects.not.toThrow('  3. ')
})

test('edits of the test are among them', async () => {
  const text = { now: '' }
  const plugin = () =>
    definePlugin({
      name: 'reading',
      emit: async (context) => {
        text.now ||= (await context.read('data/x.txt')) ?? ''
        return [{ path: 'x.txt', body: text.now }]
      },
    })
  const fresh = () => {
    text.now = ''
    return plugin()
  }
  const found = testPluginLaws(fresh, { files: { 'data/x.txt': 'zero' }, edits, builds: 20 })
  await expect(found).rejects.toThrow(/number \d of `edits`/)
})

test('a plugin that differs from the start takes no edit', async () => {
  const random = () =>
    definePlugin({ name: 'random', emit: () => [{ path: 'x.txt', body: `${Math.random()}` }] })
  await expect(testPluginLaws(random)).rejects.toThrow('(seed 1). Already the first build differs.\n')
})

test('sites that can never be built show nothing, which is no pass', async () => {
  const files = { 'content/broken.md': '---\ntitle: [\n---\n' }
  const found = testPluginLaws(lawful, { files, builds: 2, sites: 1 })
  await expect(found).rejects.toThrow(
    'nothing was compared. Mend what the first one says:\ncontent/broken.md: ',
  )
})
