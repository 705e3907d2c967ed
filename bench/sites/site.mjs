/** What is said about the site in the configuration of each generator. */
export const site = {
  title: 'The Benchmark Notebook',
  description: 'Posts without sense, the same for every generator.',
  url: 'https://bench.example',
  author: 'The Benchmark',
}
