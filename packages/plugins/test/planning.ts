import { definePlugin, type Page } from '@blog-build/core/plugin'

/** A plugin that plans pages, at `/` and in the layout `page` where a test says nothing else. */
export const planning = (...pages: Partial<Page>[]) =>
  definePlugin({
    name: 'planning',
    pages: () => pages.map((page) => ({ permalink: '/', layout: 'page', params: {}, ...page })),
  })
