/** Random edits of code: configuration, plugins, layouts, styles, and the environment that these read. */
import fc from 'fast-check'
import { editText, type Kind } from './edit.js'
import { config, layout, list, part, rehype } from './texts.js'
import type { World } from './world.js'

const seed = fc.constantFrom('a', 'bb', 'c', 'dd')

/** Fields that win over those above them, until others take their place. */
const withFields = (fields: string) => (text: string) =>
  text.replace(/(?: {2}\.\.\.\{.*\n)?( {2}plugins:)/, `  ...{ ${fields} },\n$1`)

/** Of code. */
export const ofCode: Record<string, Kind> = {
  config: [3, seed.map((one) => (world) => world.write('blog.config.ts', config(one)))],
  'plugin-option': [1, seed.map((one) => (world) => world.write('blog.config.ts', config('a', one)))],
  'config-field': [
    2,
    fc
      .constantFrom('', "base: '/deep/er/'", "timeZone: 'UTC'", "language: 'sv', perPage: 2")
      .map((fields) => (world) => editText(world, 'blog.config.ts', withFields(fields))),
  ],
  'config-delete': [
    1,
    fc.constant((world: World) => world.has('blog.config.ts') && world.remove('blog.config.ts')),
  ],
  layout: [
    1,
    fc.tuple(seed, fc.constantFrom('post', 'page')).map(
      ([one, name]) =>
        (world) =>
          world.write(`layouts/${name}.tsx`, layout(one)),
    ),
  ],
  'layout-delete': [
    1,
    fc
      .constantFrom('post', 'page')
      .map((name) => (world) => world.has(`layouts/${name}.tsx`) && world.remove(`layouts/${name}.tsx`)),
  ],
  'list-layout': [1, seed.map((one) => (world) => world.write('layouts/topics.tsx', list(one)))],
  part: [1, seed.map((one) => (world) => world.write('layouts/parts/note.ts', part(one)))],
  'markdown-plugin': [
    1,
    fc.tuple(seed, fc.constantFrom('seed', 'path')).map(
      ([one, name]) =>
        (world) =>
          world.write(`rehype-${name}.ts`, rehype(name, one)),
    ),
  ],
  'local-module': [
    1,
    seed.map(
      (one) => (world) =>
        world.write('local-mark.ts', `export const mark = (id) => id + ${JSON.stringify(one)}`),
    ),
  ],
  style: [1, seed.map((one) => (world) => world.write('styles/a.css', `body { --seed: "${one}" }`))],
  env: [1, fc.constantFrom('test', 'live').map((value) => (world) => world.setEnv(value))],
  break: [
    1,
    fc
      .constantFrom('blog.config.ts', 'layouts/post.tsx', 'styles/a.css', 'content/posts/b.md')
      .map(
        (at) => (world) => world.write(at, at.endsWith('.md') ? '---\ntitle: [\n---\n[gone](gone.md)' : '}{'),
      ),
  ],
}
