/**
 * Crawlers of AI services, by what they fetch pages for, under the names that `robots.txt` knows them by. The
 * operators say what each is for at the addresses here; the lists were last compared in November 2026.
 *
 * A crawler that serves search as well, such as `Googlebot`, is in neither list, and neither is one whose
 * operator does not say what it is for.
 */

/** Fetch what models are trained on, or are names by which a site forbids that. */
export const trainingCrawlers: readonly string[] = [
  // https://developers.openai.com/docs/bots
  'GPTBot',
  // https://support.claude.com/en/articles/8896518
  'ClaudeBot',
  // https://developers.google.com/search/docs/crawling-indexing/google-common-crawlers: a name only, `Googlebot` crawls
  'Google-Extended',
  // https://support.apple.com/en-us/119829: a name only, `Applebot` crawls
  'Applebot-Extended',
  // https://developers.facebook.com/docs/sharing/webmasters/web-crawlers
  'meta-externalagent',
  // https://developer.amazon.com/amazonbot
  'Amazonbot',
  // https://commoncrawl.org/ccbot: an archive that most models are trained on
  'CCBot',
  // https://allenai.org/crawler
  'AI2Bot',
  // ByteDance: without a page of its own; named in its requests
  'Bytespider',
]

/** Fetch what answers are made of: indexes of assistants that name their sources, and pages that a person asks for. */
export const answerCrawlers: readonly string[] = [
  // https://developers.openai.com/docs/bots
  'OAI-SearchBot',
  'ChatGPT-User',
  // https://support.claude.com/en/articles/8896518
  'Claude-SearchBot',
  'Claude-User',
  // https://docs.perplexity.ai/guides/bots
  'PerplexityBot',
  'Perplexity-User',
  // https://developers.facebook.com/docs/sharing/webmasters/web-crawlers
  'meta-externalfetcher',
  'meta-webindexer',
  // https://developer.amazon.com/amazonbot
  'Amzn-SearchBot',
  'Amzn-User',
  // https://duckduckgo.com/duckduckgo-help-pages/results/duckassistbot
  'DuckAssistBot',
  // https://docs.mistral.ai/robots
  'MistralAI-User',
]
