import { packageConfig } from '../../scripts/package-config.js'

export default packageConfig(import.meta.url, {
  entry: ['src/cli.ts', 'src/verify-side.ts', 'src/index.ts'],
  bundled: ['commander', 'picocolors'],
})
