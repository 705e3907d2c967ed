import type { Node } from 'unist'
import { expect, test } from 'vitest'
import { treeProblem } from './tree-problem.js'

const node = (...children: unknown[]) => ({ type: 'root', children }) as Node & { children: unknown[] }
const text = { type: 'text', value: 'x' }

test('a node below itself is found, at any depth', () => {
  const inner = node()
  const root = node(node(text, inner))
  expect(treeProblem(root)).toBeUndefined()
  inner.children.push(root)
  expect(treeProblem(root)).toBe('it put a node of the tree into itself')
})

test('one that stands in two places does no harm', () => {
  const shared = node(text)
  expect(treeProblem(node(shared, node(shared)))).toBeUndefined()
  expect(treeProblem({ type: 'x', children: 'y' } as Node)).toBeUndefined()
})

test.each([null, undefined, 7, 'text', {}])('%j is no node', (given) => {
  expect(treeProblem(node(text, given))).toBe('it put something into the tree that is no node')
})

test.each([
  [4000, undefined],
  [100_000, 'it nested nodes more than 5000 deep'],
])('%i levels', (levels, problem) => {
  let deep = node()
  for (let level = 0; level < levels; level++) deep = node(deep)
  expect(treeProblem(deep)).toBe(problem)
})
