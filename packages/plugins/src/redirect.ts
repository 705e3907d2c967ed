/** A former address and where it leads; the page and the lines of server configuration that say so. */
import { element, toMarkup } from './xml.js'

/** One redirect. Both addresses have the base path and are escaped. */
export interface Redirect {
  from: string
  to: string
  /** What is found there. */
  title: string
}

/** Hosts that read redirects from a file of the site. */
export type RedirectHost = 'netlify' | 'apache' | 'nginx'

/** By host: the file, and what it says. */
export const redirectFiles: Readonly<
  Record<RedirectHost, { path: string; write: (redirects: readonly Redirect[]) => string }>
> = {
  // Cloudflare Pages reads the same file.
  netlify: { path: '_redirects', write: toNetlify },
  apache: { path: '.htaccess', write: toApache },
  nginx: { path: 'redirects.nginx.conf', write: toNginx },
}

/**
 * A page for hosts that only serve files: it leads on at once, without a script, and search engines are told
 * the new address and not to keep the old one.
 *
 * @param canonical Whole address of the target, or `to` if the site has no `url`.
 */
export function toRedirectPage({ to, title }: Redirect, canonical: string, language: string): string {
  const head = element(
    'head',
    {},
    element('meta', { charset: 'utf-8' }),
    element('title', {}, title),
    element('link', { rel: 'canonical', href: canonical }),
    element('meta', { name: 'robots', content: 'noindex' }),
    element('meta', { 'http-equiv': 'refresh', content: `0; url=${to}` }),
  )
  const body = element('body', {}, element('p', {}, '→ ', element('a', { href: to }, title)))
  return `<!doctype html>\n${toMarkup(element('html', { lang: language }, head, body))}\n`
}

function toNetlify(redirects: readonly Redirect[]): string {
  return redirects.map(({ from, to }) => `${from} ${to} 301\n`).join('')
}

/**
 * `Redirect` would also take all that lies below an address. Apache compares what it has unescaped, and escapes where it
 * leads to; a `$` there begins what the pattern has found.
 */
function toApache(redirects: readonly Redirect[]): string {
  const target = (to: string) => decodeURI(to).replaceAll('$', '\\$')
  return redirects.map(({ from, to }) => `RedirectMatch 301 "^${literal(from)}$" "${target(to)}"\n`).join('')
}

function literal(address: string): string {
  return decodeURI(address).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

/** Bytes of an address for which nginx has room in a table, as long as `map_hash_bucket_size` is what it is by itself. */
const nginxRoom = 46

/**
 * A table to be included in `http`; the server asks it by `if ($moved) { return 301 $moved; }`. Nginx compares what it has
 * unescaped, and gives the target as it is; a `$` there begins a variable. It does not start with an address that is too
 * long for its table, but a pattern may have any length.
 */
function toNginx(redirects: readonly Redirect[]): string {
  const lines = redirects.map(({ from, to }) => {
    const plain = decodeURI(from)
    const key = Buffer.byteLength(plain) > nginxRoom ? `~^${literal(from)}$` : plain
    return `  "${key}" "${to.replaceAll('$', '%24')}";\n`
  })
  return `map $uri $moved {\n  default "";\n${lines.join('')}}\n`
}
