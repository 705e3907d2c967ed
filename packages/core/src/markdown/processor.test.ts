import rehypeAutolinkHeadings from 'rehype-autolink-headings'
import rehypeExternalLinks from 'rehype-external-links'
import rehypeKatex from 'rehype-katex'
import remarkDirective from 'remark-directive'
import remarkGfm from 'remark-gfm'
import remarkMath from 'remark-math'
import type { defaultHandlers } from 'remark-rehype'
import remarkSmartypants from 'remark-smartypants'
import type { VFile } from 'vfile'
import { describe, expect, it } from 'vitest'
import { markdownWith } from '../../test/markdown-with.js'
import { toContent } from '../pipeline/content.js'
import { contextOf, type MarkdownContext } from './context-of.js'

type Handler = typeof defaultHandlers.text

const htmlOf = async (markdown: ReturnType<typeof markdownWith>, body: string) => {
  const { value, messages } = await toContent(markdown, {
    path: 'posts/a.md',
    body,
    trust: 'author',
    data: {},
  })
  expect(messages).toEqual([])
  return value?.pieces.join('§')
}

describe('the choice of a parser', () => {
  it('is the native one by default, named with its version', () => {
    const markdown = markdownWith()
    expect(markdown.parser).toBe('satteri')
    expect(markdown.fallback).toBeUndefined()
    expect(markdown.identity).toMatch(/^satteri@\d+\.\d+\.\d+ .*hast-util-to-html@\d+/)
    expect(markdown.identity).not.toContain('unknown')
  })

  it('is remark-parse when asked, with another identity', () => {
    const markdown = markdownWith({ parser: 'remark' })
    expect(markdown).toMatchObject({ parser: 'remark' })
    expect(markdown.fallback).toBeUndefined()
    expect(markdown.identity).toMatch(/^remark-parse@\d.* micromark@\d/)
    expect(markdown.identity).not.toContain('unknown')
  })

  it('falls back when the binary does not load, and still works', async () => {
    const markdown = markdownWith({}, { failure: 'no binary for plan9' })
    expect(markdown.parser).toBe('remark')
    expect(markdown.fallback).toContain('no binary for plan9')
    expect(await htmlOf(markdown, '~~a~~')).toBe('<p><del>a</del></p>')
  })

  it('falls back for a plugin that brings syntax, and names it', () => {
    const markdown = markdownWith({ remark: [remarkSmartypants, remarkMath, [remarkDirective]] })
    expect(markdown.parser).toBe('remark')
    expect(markdown.fallback).toContain('remark-math, remark-directive')
    expect(markdown.fallback).not.toContain('smartypants')
  })

  it('does not fall back for remark-gfm, except with options of its own', async () => {
    expect(markdownWith({ remark: [remarkGfm] }).parser).toBe('satteri')
    const strict = markdownWith({ remark: [[remarkGfm, { singleTilde: false }]] })
    expect(strict.fallback).toContain('remark-gfm')
    expect(await htmlOf(strict, '~a~ ~~b~~')).toBe('<p>~a~ <del>b</del></p>')
  })

  it('falls back for a plugin with a parser of its own', async () => {
    function ownParser(this: { parser: unknown }) {
      this.parser = () => ({ type: 'root', children: [{ type: 'html', value: '<hr>' }] })
    }
    const markdown = markdownWith({ remark: [ownParser as never] })
    expect(markdown.fallback).toContain('ownParser')
    expect(await htmlOf(markdown, 'whatever')).toBe('<hr>')
  })
})

describe('popular plugins, unchanged', () => {
  it('remark-math and rehype-katex', async () => {
    const markdown = markdownWith({ remark: [remarkMath], rehype: [rehypeKatex] })
    const html = await htmlOf(markdown, 'So $x^2$.\n\n$$\ny\n$$')
    expect(html).toContain('class="katex"')
    expect(html).toContain('katex-display')
  })

  it('remark-directive with a plugin that reads it', async () => {
    const notes = () => (tree: { children: { type: string; data?: object; name?: string }[] }) => {
      for (const node of tree.children) {
        if (node.type === 'containerDirective') {
          node.data = { hName: 'aside', hProperties: { className: [node.name] } }
        }
      }
    }
    const markdown = markdownWith({ remark: [remarkDirective, notes as never] })
    expect(await htmlOf(markdown, ':::note\nHi\n:::')).toBe('<aside class="note"><p>Hi</p></aside>')
  })

  it('remark-smartypants', async () => {
    expect(await htmlOf(markdownWith({ remark: [remarkSmartypants] }), '"a" -- b...')).toBe('<p>“a” — b…</p>')
  })

  it('rehype-autolink-headings finds ids, its links are slots', async () => {
    const markdown = markdownWith({ rehype: [[rehypeAutolinkHeadings, { behavior: 'wrap' }]] })
    expect(await htmlOf(markdown, '## A b')).toBe('<h2 id="a-b"><a href="§">A b</a></h2>')
  })

  it('rehype-external-links sees the author’s own addresses', async () => {
    const markdown = markdownWith({ rehype: [[rehypeExternalLinks, { rel: ['nofollow'] }]] })
    expect(await htmlOf(markdown, '[a](https://a.org) [b](b.md)')).toBe(
      '<p><a href="https://a.org" rel="nofollow">a</a> <a href="§">b</a></p>',
    )
  })
})

describe('options of remark-rehype', () => {
  it('reach it, beside our own handlers', async () => {
    const text: Handler = (_state, node) => ({ type: 'text', value: node.value.toUpperCase() })
    const markdown = markdownWith({ remarkRehype: { footnoteLabel: 'Fußnoten', handlers: { text } } })
    const html = await htmlOf(markdown, '- a[^1]\n\n[^1]: b')
    expect(html).toContain('Fußnoten</h2>')
    expect(html).toMatch(/<li>A<sup>/)
  })

  it('may keep raw HTML out', async () => {
    const markdown = markdownWith({ remarkRehype: { allowDangerousHtml: false } })
    expect(await htmlOf(markdown, 'a <b>c</b>')).toBe('<p>a c</p>')
  })
})

describe('what a plugin is given', () => {
  it('has file.data of its own to change, also when the original is frozen', async () => {
    const data = Object.freeze({ tags: Object.freeze(['a']) })
    const seen: unknown[] = []
    const plugin = () => (_: unknown, file: VFile) => {
      ;(file.data.tags as string[]).push('b')
      seen.push(file.data.tags, file.path)
    }
    const markdown = markdownWith({ remark: [plugin as never] })
    await toContent(markdown, { path: 'posts/a.md', body: 'x', trust: 'author', data: data as never })
    expect(seen).toEqual([['a', 'b'], '/posts/a.md'])
    expect(data.tags).toEqual(['a'])
  })

  it('reaches the recorded context by contextOf, and nothing outside of a build', async () => {
    const context = { read: async (path: string) => `text of ${path}` } as unknown as MarkdownContext
    const plugin = () => async (tree: { children: unknown[] }, file: VFile) => {
      const text = await contextOf(file)?.read('include.txt')
      tree.children.push({ type: 'paragraph', children: [{ type: 'text', value: text ?? 'no context' }] })
    }
    const markdown = markdownWith({ remark: [plugin as never] })
    const input = { path: 'posts/a.md', body: '', trust: 'author' as const, data: {} }
    expect((await toContent(markdown, input, context)).value?.pieces).toEqual(['<p>text of include.txt</p>'])
    expect((await toContent(markdown, input)).value?.pieces).toEqual(['<p>no context</p>'])
  })
})

it('lets the event loop turn at least every fifty documents', async () => {
  const markdown = markdownWith()
  let turns = 0
  const count = () => {
    turns += 1
    pending = setImmediate(count)
  }
  let pending = setImmediate(count)
  for (let i = 0; i < 200; i += 1) await markdown.breathe()
  clearImmediate(pending)
  expect(turns).toBeGreaterThanOrEqual(4)
})
