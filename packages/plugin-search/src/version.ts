/** Filled in when the package is compiled, see `scripts/package-config.ts`. */
declare const __BUILD_ID__: string | undefined

/**
 * What the plugins of this package are, for what they gave and is remembered: the version and a hash of the
 * sources, as in `0.1.0+mFv0pZ3kQ1s2`. Code that was not compiled, as in tests, is `source`.
 */
export const version: string = typeof __BUILD_ID__ === 'string' ? __BUILD_ID__ : 'source'
