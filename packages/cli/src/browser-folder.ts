/** Where the compiled code for browsers lies. `src/` and `dist/` lie side by side, so that it is the same from both. */
export const browserFolder: URL = new URL('../dist/browser/', import.meta.url)
