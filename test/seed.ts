// Properties take new values in every run, but in CI: whether a change may land must not hang on luck. What explores
// is every run on a developer's machine, and `npm run soak`.
import fc from 'fast-check'

if (process.env.CI === 'true' && process.env.SOAK !== '1') fc.configureGlobal({ seed: 1 })
