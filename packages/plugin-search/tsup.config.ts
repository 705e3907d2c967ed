import { packageConfig } from '../../scripts/package-config.js'

export default packageConfig(import.meta.url, {
  entry: {
    index: 'src/index.ts',
    query: 'src/query.ts',
    compute: 'src/compute.ts',
    eval: 'src/eval.ts',
    'client/element': 'src/client/element.ts',
  },
  bundled: ['zod/mini'],
  copied: ['client/search.css'],
})
