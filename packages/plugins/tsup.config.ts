import { packageConfig } from '../../scripts/package-config.js'

export default packageConfig(import.meta.url, {
  entry: ['src/index.ts'],
  bundled: ['zod/mini', 'remark-directive'],
  copied: ['client'],
})
