import { packageConfig } from '../../scripts/package-config.js'

export default packageConfig(import.meta.url, {
  entry: {
    cli: 'src/cli.ts',
    'verify-side': 'src/verify-side.ts',
    'session-thread': 'src/session/thread.ts',
    index: 'src/index.ts',
  },
  bundled: ['commander', 'picocolors'],
})
