import { packageConfig } from '../../scripts/package-config.js'

export default packageConfig(import.meta.url, {
  entry: {
    index: 'src/index.ts',
    plugin: 'src/plugin.ts',
    layout: 'src/layout.ts',
    testing: 'src/testing.ts',
    'site-thread': 'src/pipeline/site-thread.ts',
  },
  bundled: [
    'github-slugger',
    'hast-util-sanitize',
    'hast-util-to-html',
    'image-size',
    'lowlight',
    'picomatch',
    'preact-render-to-string',
    'rehype-raw',
    'rehype-stringify',
    'remark-gfm',
    'remark-parse',
    'remark-rehype',
    'unified',
    'vfile',
    'vfile-location',
    'vfile-message',
    'yaml',
    'zod/mini',
  ],
})
