/** Filled in when the package is compiled, see `scripts/package-config.ts`. */
declare const __BUILD_ID__: string | undefined

/**
 * What this code is, for results that outlive the process: the version and a hash of the sources, as in
 * `0.1.0+mFv0pZ3kQ1s2`. The same sources give the same id on every machine; another id means that
 * nothing remembered under this one may count. Code that was not compiled, as in tests, is `source`.
 */
export const buildId: string = typeof __BUILD_ID__ === 'string' ? __BUILD_ID__ : 'source'
