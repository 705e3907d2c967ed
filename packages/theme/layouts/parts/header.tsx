import type { StandardProps } from '@blog-build/core/layout'
import { words } from './words'

export type HeaderProps = Pick<StandardProps, 'site' | 'page'>

/** Name of the site and its navigation. */
export function Header({ site, page }: HeaderProps) {
  return (
    <header class="site-header">
      <a class="site-name" href={site.home} aria-current={page.url === site.home ? 'page' : undefined}>
        {site.title}
      </a>
      {site.navigation.length > 0 && (
        <nav aria-label={words.navigation}>
          <ul>
            {site.navigation.map(({ text, href }) => (
              <li key={href}>
                <a href={href} aria-current={currentOf(href, page.url, site.home)}>
                  {text}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      )}
    </header>
  )
}

/** `page` for the page itself, `true` for those under it (`/tags/css/` under `/tags/`). */
function currentOf(href: string, url: string, home: string): 'page' | 'true' | undefined {
  if (href === url) return 'page'
  return href !== home && href.endsWith('/') && url.startsWith(href) ? 'true' : undefined
}
