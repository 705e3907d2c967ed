import { defineConfig } from '@blog-build/core'
import {
  authors,
  backlinks,
  callouts,
  code,
  csv,
  feed,
  feedSource,
  lastModified,
  llms,
  redirects,
  related,
  robots,
  series,
  shiki,
  taxonomies,
  toml,
  twins,
} from '@blog-build/plugins'
import { z } from 'zod'

/** A talk is a row of `content/talks/talks.csv`. */
const talk = z.strictObject({
  slug: z.string(),
  title: z.string(),
  date: z.string(),
  place: z.string(),
  minutes: z.number().int().positive(),
  // What `format` of the plugin adds.
  minutesText: z.string().optional(),
})

const post = z.looseObject({
  title: z.string(),
  /** How much of the subject a reader should know. */
  level: z.enum(['beginner', 'advanced']).default('beginner'),
})

export type TalkData = z.output<typeof talk>

export default defineConfig({
  title: 'Storage notes',
  description: 'Notes on logs, trees and the disks below them.',
  url: 'https://storage.example',
  collections: {
    posts: { schema: post },
    talks: { schema: talk, sort: '-date' },
  },
  // Blocks of code are coloured by Shiki, below.
  markdown: { highlight: false },
  plugins: [
    // How texts are read.
    toml(),
    csv({ types: { minutes: 'number' }, format: { minutes: { style: 'unit', unit: 'minute' } } }),
    feedSource({ feeds: [{ file: 'data/elsewhere.xml', collection: 'elsewhere' }] }),
    callouts(),
    shiki(),
    code({ comments: true }),
    lastModified(),
    // What is made of them.
    taxonomies({ taxonomies: { tags: {}, level: { field: 'level', title: 'Levels' } } }),
    authors(),
    series(),
    related({ minimum: 0.05 }),
    backlinks(),
    redirects({ files: ['netlify', 'nginx'] }),
    feed({ formats: ['atom', 'rss', 'json'], per: ['tags', 'authors'] }),
    robots({ ai: 'search-only' }),
    twins(),
    llms(),
    // A page of our own, with a layout of our own.
    {
      name: 'talks',
      pages: () => [
        { permalink: '/talks/', layout: 'talks', params: {}, title: 'Talks', navigation: 'Talks' },
      ],
    },
  ],
})
