import { defineConfig } from '@blog-build/core'
import { glossary } from './plugins/glossary'

export default defineConfig({
  title: 'Bread notebook',
  plugins: [glossary({ file: 'data/glossary.txt' })],
})
