/** JSON Feed 1.1. */
import type { Feed, FeedItem } from './feed-data.js'
import { legalText } from './xml.js'

/** A feed as a JSON document. Its texts are those of the XML formats, without what these can't hold. */
export function toJsonFeed(feed: Feed): string {
  const document = {
    version: 'https://jsonfeed.org/version/1.1',
    title: feed.title,
    home_page_url: feed.home,
    feed_url: feed.self,
    description: feed.subtitle,
    language: feed.language,
    authors: [{ name: feed.author }],
    items: feed.items.map(toItem),
  }
  return `${JSON.stringify(document, (_, value) => (typeof value === 'string' ? legalText(value) : value))}\n`
}

function toItem(item: FeedItem) {
  return {
    id: item.id,
    url: item.url,
    title: item.title,
    content_html: item.html,
    summary: item.summary,
    date_published: item.published,
    date_modified: item.updated,
    authors: item.authors.length === 0 ? undefined : item.authors,
    tags: item.categories.length === 0 ? undefined : item.categories,
  }
}
