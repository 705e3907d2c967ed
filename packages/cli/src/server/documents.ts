/** The documents that are the server's own. All of them forbid by their policy whatever they don't need. */
import { createHash } from 'node:crypto'

/** A document and the policy that it is under. */
export interface OwnDocument {
  html: string
  policy: string
}

const style =
  ':root{color-scheme:light dark;font:1.0625rem/1.6 system-ui,sans-serif}' +
  'body{max-width:34rem;margin:18vh auto;padding:0 1.5rem}h1{font-size:1.5rem;line-height:1.25}'

const styleHash = createHash('sha256').update(style).digest('base64')

/**
 * A page for where the site has none.
 *
 * @param script The tag of the script under `watch`; `''` without.
 */
export function plainPage(title: string, text: string, script = ''): OwnDocument {
  const own = script === '' ? '' : "; script-src 'self'; connect-src 'self'; frame-src 'self'"
  return {
    html:
      '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">' +
      '<meta name="viewport" content="width=device-width, initial-scale=1">' +
      `<title>${title}</title><style>${style}</style>${script}</head>` +
      `<body><main><h1>${title}</h1><p>${text}</p></main></body></html>\n`,
    policy: `default-src 'none'; style-src 'sha256-${styleHash}'${own}; base-uri 'none'; form-action 'none'; frame-ancestors 'self'`,
  }
}

/** The frame that shows what is wrong. Its script writes text, and never markup. */
export const overlay: OwnDocument = {
  html:
    '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">' +
    '<meta name="viewport" content="width=device-width, initial-scale=1">' +
    '<title>Errors in the site</title><link rel="stylesheet" href="overlay.css">' +
    '<script src="overlay.js" defer></script></head><body></body></html>\n',
  policy:
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; " +
    "form-action 'none'; frame-ancestors 'self'; require-trusted-types-for 'script'",
}
