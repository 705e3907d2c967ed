import { defineConfig } from 'tsup'

export default defineConfig({
  entry: ['src/index.ts', 'src/plugin.ts', 'src/layout.ts'],
  format: 'esm',
  dts: true,
  target: 'node20',
  splitting: true,
  clean: true,
  silent: true,
})
