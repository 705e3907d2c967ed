import { describe, expect, it } from 'vitest'
import { encode } from '../../src/engine/codec.js'
import { toContent } from '../../src/pipeline/content.js'
import { markdownWith } from '../markdown-with.js'
import { families } from './families.js'

const names = Object.keys(families)
const native = markdownWith()
const remark = markdownWith({ parser: 'remark' })
const source = (body: string) => ({ path: 'posts/a.md', body, trust: 'author' as const, data: {} })

/** A value, or an error that says where: never an exception. */
async function expectAnswer(markdown: typeof native, body: string): Promise<void> {
  const { value, messages } = await toContent(markdown, source(body))
  for (const message of messages) expect(message.path).toBe('posts/a.md')
  if (value === undefined) {
    const error = messages.find(({ severity }) => severity === 'error')
    expect(error?.rule).toMatch(/^markdown-/)
    expect(error?.place?.start.line).toBeGreaterThan(0)
  } else {
    expect(value.pieces).toHaveLength(value.slots.length + 1)
    expect(() => encode(value)).not.toThrow()
  }
}

describe('hostile Markdown', () => {
  it('has at least as many families as the list it was made from', () =>
    expect(names.length).toBeGreaterThan(45))

  it.each(names)('is answered: %s', async (name) => {
    await expectAnswer(native, families[name]?.(300) ?? '')
    await expectAnswer(native, families[name]?.(8000) ?? '')
  })

  it.each(names)('is answered by remark-parse: %s', async (name) => {
    await expectAnswer(remark, families[name]?.(150) ?? '')
  })

  it.each(names)('is sanitised: %s', async (name) => {
    const result = await toContent(native, { ...source(families[name]?.(200) ?? ''), trust: 'data' })
    expect(result.value?.pieces.join('') ?? '').not.toMatch(/<script|javascript:/i)
  })

  it.each(names)('gives the same twice: %s', async (name) => {
    const body = families[name]?.(400) ?? ''
    expect(await toContent(native, source(body))).toEqual(await toContent(native, source(body)))
  })

  // Those that were quadratic before their bound or handler: seconds at this size, or out of memory.
  it.each([
    ['quotes', 500_000],
    ['lists in a line', 500_000],
    ['lists with tabs', 500_000],
    ['mismatched emphasis', 400_000],
    ['emphasis of two lengths', 200_000],
    ['open formatting', 200_000],
    ['many items', 64_000],
  ] as const)('stays within seconds of CPU when large: %s', async (name, size) => {
    const before = process.cpuUsage()
    await expectAnswer(native, families[name]?.(size) ?? '')
    const { user, system } = process.cpuUsage(before)
    expect((user + system) / 1e6).toBeLessThan(8)
  })

  it('refuses a line of five megabytes, with its size', async () => {
    const { value, messages } = await toContent(native, source('a'.repeat(5_000_000)))
    expect(value).toBeUndefined()
    expect(messages).toMatchObject([{ rule: 'markdown-too-large', place: { start: { line: 1, column: 1 } } }])
    expect(messages[0]?.text).toContain('5000000')
  })

  it.each(['> ', '- ', '*a ', '[', '<div>', '1. '])('answers at every depth of %j', async (marker) => {
    for (const depth of [1, 20, 90, 101, 150, 1001, 5000, 30_000]) {
      await expectAnswer(native, `${marker.repeat(depth)}x`)
    }
  })
})
