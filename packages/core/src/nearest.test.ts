import { expect, test } from 'vitest'
import { nearest } from './nearest.js'

test('finds the candidate one slip away', () => {
  expect(nearest('titel', ['date', 'title', 'tags'])).toBe('title')
  expect(nearest('tag', ['date', 'tags'])).toBe('tags')
  expect(nearest('Drafft', ['draft'])).toBe('draft')
})

test('gives nothing beyond the distance, and never shares nothing with the word', () => {
  expect(nearest('summary', ['title', 'slug'])).toBeUndefined()
  expect(nearest('ab', ['xy'])).toBeUndefined()
  expect(nearest('title', ['tilte'], 0)).toBeUndefined()
  expect(nearest('abcdef', ['abdcfe'], 1)).toBeUndefined()
  expect(nearest('abcdef', ['abdcfe'], 2)).toBe('abdcfe')
})

test('prefers the nearer candidate, then the first by code unit, whatever the order', () => {
  expect(nearest('posts', ['post', 'posts2', 'pots', 'posts'])).toBe('posts')
  expect(nearest('bat', ['hat', 'cat'])).toBe('cat')
  expect(nearest('bat', ['cat', 'hat'])).toBe('cat')
})
