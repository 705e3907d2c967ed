import { defineConfig, reference } from '@blog-build/core'
import { definePlugin } from '@blog-build/core/plugin'
import { search } from '@blog-build/plugin-search'
import { archive, taxonomies } from '@blog-build/plugins'
import { z } from 'zod'

const company = z.strictObject({
  title: z.string(),
  summary: z.string(),
  /** Path of the image, relative to the company's own file. */
  logo: z.string().regex(/\.(svg|png|webp)$/),
  logoAlt: z.string(),
  /** The company's own engineering blog. */
  blog: z.url(),
  /** Queries that show what there is to find. */
  suggestions: z.array(z.string()).min(1),
})

const article = z.strictObject({
  title: z.string(),
  slug: z.string(),
  company: reference('companies'),
  /** 1 is the newest of its company. */
  order: z.number().int().positive(),
  topics: z.array(z.string()).min(1),
  summary: z.string(),
})

const author = z.strictObject({ title: z.string() })

export type CompanyData = z.output<typeof company>
export type ArticleData = z.output<typeof article>

export default defineConfig({
  title: 'The engineering library',
  description:
    'What companies write about their engineering, told briefly, and notes on the generator behind this site.',
  navigation: [
    { text: 'Library', href: '/library/' },
    { text: 'Topics', href: '/topics/' },
    { text: 'Posts', href: '/posts/' },
    { text: 'About', href: '/about/' },
  ],
  collections: {
    companies: { schema: company, permalink: '/library/:slug/', layout: 'company', sort: 'title' },
    articles: { schema: article, permalink: '/library/:company/:slug/', layout: 'article', sort: 'order' },
    authors: { schema: author, layout: 'author' },
  },
  plugins: [
    search({
      filters: ['company', 'topics', 'tags', 'collection', 'year'],
      suggestions: ['incremental builds', 'erlang', 'machine learning', 'load testing'],
    }),
    archive({ permalink: '/posts/', title: 'Posts' }),
    taxonomies({
      taxonomies: {
        tags: {},
        topics: { collection: 'articles', layout: 'topic', indexLayout: 'topics', title: 'Topics' },
      },
    }),
    definePlugin({
      name: 'icon',
      head: async (context) => [
        {
          tag: 'link',
          attributes: { rel: 'icon', type: 'image/svg+xml', href: await context.url('/favicon.svg') },
        },
      ],
    }),
  ],
})
