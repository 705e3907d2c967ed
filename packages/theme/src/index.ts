/**
 * Where the default theme lies. Its layouts are shipped as TSX source, so that a site can replace
 * them file by file; its styles as plain CSS, bundled with the site's own.
 */
import { fileURLToPath } from 'node:url'

// `src/` and `dist/` lie side by side, so that this address is the same from both.
const root = new URL('../', import.meta.url)

/** Absolute path of the folder of the layouts: `<layout>.tsx` and `parts/<part>.tsx`. */
export const themeFolder: string = fileURLToPath(new URL('layouts', root))

/** Absolute paths of the style sheets, in the order in which they are linked. */
export const themeStyles: string[] = [fileURLToPath(new URL('styles/theme.css', root))]
