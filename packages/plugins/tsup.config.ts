import { packageConfig } from '../../scripts/package-config.js'

export default packageConfig(import.meta.url, {
  entry: {
    index: 'src/index.ts',
    // Modules that the content threads load by themselves.
    'rehype-code': 'src/rehype-code.ts',
    'remark-callouts': 'src/remark-callouts.ts',
    'remark-directive': 'src/remark-directive.ts',
  },
  bundled: ['zod/mini', 'remark-directive'],
  copied: ['client'],
})
