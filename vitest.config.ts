import { defineConfig } from 'vitest/config'

// Tests read the packages of this workspace as TypeScript source, not as dist.
// After `source` come the conditions that Vite has for Node by default.
const conditions = ['source', 'module', 'node', 'development|production']

export default defineConfig(({ mode }) => ({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['packages/*/{src,test}/**/*.test.{ts,tsx}', 'test/**/*.test.ts', 'examples/*/**/*.test.ts'],
    environment: 'node',
    setupFiles: ['test/seed.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    maxWorkers: 2,
    // `npm run soak` is `--mode soak`: the long random tests look at SOAK.
    env: mode === 'soak' ? { SOAK: '1' } : {},
  },
}))
