import { defineConfig } from 'tsup'

export default defineConfig({
  entry: ['src/cli.ts', 'src/index.ts'],
  format: 'esm',
  dts: true,
  target: 'node20',
  splitting: true,
  clean: true,
  silent: true,
})
