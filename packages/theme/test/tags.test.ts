import type { NamedTerm, PropsContext } from '@blog-build/core/layout'
import { expect, test } from 'vitest'
import { toTagLinks } from '../layouts/parts/tag-list'

function contextWith(terms: NamedTerm[]): PropsContext {
  return {
    term: async (_: string, name: string) => terms.find((term) => term.name === name),
    url: async (path: string) => `/blog${path}`,
  } as unknown as PropsContext
}

const css = { name: 'CSS', slug: 'css' }

test('tags lead to the pages of their terms, in the order of the entry', async () => {
  const context = contextWith([{ name: 'C++', slug: 'c-plus-plus' }, css])
  expect(await toTagLinks(context, ['CSS', 'hidden', 'C++'])).toEqual([
    { name: 'CSS', url: '/blog/tags/css/' },
    { name: 'hidden' },
    { name: 'C++', url: '/blog/tags/c-plus-plus/' },
  ])
})
