import { defineConfig } from '@blog-build/core'
import { bakersMath } from './plugins/bakers-math'
import { doughTable } from './plugins/dough-table'

export default defineConfig({
  title: 'Bread notebook',
  // The order does not matter: who provides runs before who requires.
  plugins: [doughTable(), bakersMath()],
})
