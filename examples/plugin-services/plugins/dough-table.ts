import { definePlugin } from '@blog-build/core/plugin'
import { dough } from './dough'

/** Requires `dough`, and writes a table of all doughs, `doughs.csv`. */
export const doughTable = () =>
  definePlugin({
    name: 'dough-table',
    requires: [dough],
    emit: async (context) => {
      const entries = await context.entries({ fields: [] })
      const rows = entries.map(async ({ id, url }) => [url, await context.use(dough).hydration(id)] as const)
      const known = (await Promise.all(rows)).filter(([, hydration]) => hydration !== undefined)
      return [{ path: 'doughs.csv', body: ['url,hydration', ...known, ''].join('\n') }]
    },
  })
