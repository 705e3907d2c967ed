import type { StandardProps } from '@blog-build/core/layout'
import { announcesSearch, Search } from './search'
import { words } from './words'

export type HeaderProps = Pick<StandardProps, 'site' | 'page'> & Partial<Pick<StandardProps, 'head'>>

/** Name of the site, its navigation, and the search if the head announces one. */
export function Header({ site, page, head = [] }: HeaderProps) {
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
      {head.some(announcesSearch) && (
        <Search>
          <p>
            {words.searchNeedsScript} <WayOut site={site} />
          </p>
        </Search>
      )}
    </header>
  )
}

/** What lists of everything are usually called in addresses, the most helpful first. */
const lists = ['archive', 'tags', 'topics', 'posts']

/** Where readers without scripts find things: a list that the navigation has, else the home page. */
function WayOut({ site }: Pick<HeaderProps, 'site'>) {
  const [list] = lists.flatMap((name) => site.navigation.find(({ href }) => href.endsWith(`/${name}/`)) ?? [])
  return <a href={list?.href ?? site.home}>{list?.text ?? words.toHome}</a>
}

/** `page` for the page itself, `true` for those under it (`/tags/css/` under `/tags/`). */
function currentOf(href: string, url: string, home: string): 'page' | 'true' | undefined {
  if (href === url) return 'page'
  return href !== home && href.endsWith('/') && url.startsWith(href) ? 'true' : undefined
}
