import { packageConfig } from '../../scripts/package-config.js'

const config = packageConfig(import.meta.url, {
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

/** Constants become numbers where they are used: behind a door, no bundler of a site would see that they are such. */
export default { ...config, minifySyntax: true }
