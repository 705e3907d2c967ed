/**
 * Crawlers of AI services, by what they fetch pages for, under the names that `robots.txt` knows them by. What each is
 * for is what its operator says at the address beside it; compared in November 2026, in part by what others quote of it.
 *
 * A crawler that serves ordinary search as well, such as `Googlebot` or `Applebot`, is in neither list. Nor are names that
 * others tell of and that could not be confirmed: those of Cohere, DeepSeek and xAI among them.
 */

/** Fetch what models are trained on, or are names by which a site forbids that. */
export const trainingCrawlers: readonly string[] = [
  // OpenAI, training: https://developers.openai.com/api/docs/bots
  'GPTBot',
  // Anthropic, training: https://support.claude.com/en/articles/8896518
  'ClaudeBot',
  // Google, a name only: whether Gemini may learn from what `Googlebot` fetches, and answer with it.
  // https://developers.google.com/search/docs/crawling-indexing/google-common-crawlers
  'Google-Extended',
  // Apple, a name only: whether models may learn from what `Applebot` fetches. https://support.apple.com/en-us/119829
  'Applebot-Extended',
  // Meta, training, and products that index content: https://developers.facebook.com/docs/sharing/webmasters/web-crawlers
  'meta-externalagent',
  // Amazon, products and, maybe, training: https://developer.amazon.com/amazonbot
  'Amazonbot',
  // Mistral, training: https://docs.mistral.ai/robots
  'MistralAI-Training',
  // Common Crawl, an archive for everybody, of which many models were made: https://commoncrawl.org/ccbot
  'CCBot',
  // Ai2, said to be for training: https://allenai.org/crawler (not confirmed)
  'AI2Bot',
  // ByteDance, said to be for training: it has no page, and gives an address for letters (not confirmed)
  'Bytespider',
]

/** Fetch what answers are made of: indexes of assistants that name their sources, and pages that a person asks for. */
export const answerCrawlers: readonly string[] = [
  // OpenAI, search; then on a user's request: https://developers.openai.com/api/docs/bots
  'OAI-SearchBot',
  'ChatGPT-User',
  // Anthropic, search; then on a user's request: https://support.claude.com/en/articles/8896518
  'Claude-SearchBot',
  'Claude-User',
  // Perplexity, search; then on a user's request: https://docs.perplexity.ai/docs/resources/perplexity-crawlers
  'PerplexityBot',
  'Perplexity-User',
  // Meta, search; then on a user's request: https://developers.facebook.com/docs/sharing/webmasters/web-crawlers
  'meta-webindexer',
  'meta-externalfetcher',
  // Amazon, search; then on a user's request: https://developer.amazon.com/amazonbot
  'Amzn-SearchBot',
  'Amzn-User',
  // Mistral, search; then on a user's request: https://docs.mistral.ai/robots
  'MistralAI-Index',
  'MistralAI-User',
  // DuckDuckGo, on a user's request: https://duckduckgo.com/duckduckgo-help-pages/results/duckassistbot
  'DuckAssistBot',
]
