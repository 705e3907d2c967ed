import { dayOf } from '../src/records/day.js'

/** A small site for the element: twelve posts about the same things. */
const texts = [
  [
    'The hunt for the cluster killer Erlang bug',
    'A cluster of Erlang nodes went down every few weeks, one node taking the others with it. It took four people and a patched virtual machine to see why: a lock in the distribution layer was held while a buffer was busy.',
  ],
  [
    'Guardians of consistency',
    'Ledgers need Postgres transactions that hold across services. Outbox tables and idempotent consumers did what distributed transactions in Erlang had promised.',
  ],
  [
    'How we aligned 200 teams to monitor services with SLOs',
    'Load testing before the peak season showed that half of the alerts said nothing. Objectives were set by those who are called at night.',
  ],
  [
    'Why we strayed from our middleware stack',
    'Middleware hides the order in which things happen. Dependency injection by plain functions shows it, and the stack traces became short.',
  ],
] as const

const sections = [
  { heading: 'What the crash dumps said', anchor: 'what-the-crash-dumps-said' },
  { heading: 'A lock in the Erlang distribution layer', anchor: 'a-lock' },
]

export const somePages = Array.from({ length: 12 }, (_, at) => {
  const [title, text] = texts[at % texts.length] as (typeof texts)[number]
  const url = `/blog/posts/${at}/`
  const date = `2024-${String(12 - at).padStart(2, '0')}-09`
  return {
    url,
    title: at < texts.length ? title : `${title}, part ${Math.floor(at / texts.length) + 1}`,
    text,
    ...(at % 3 !== 2 && { date, day: dayOf(date, 'en') }),
    tags: at % 2 === 0 ? ['erlang', 'operations'] : ['postgres'],
    sections:
      at % 2 === 0 ? sections.map(({ heading, anchor }) => ({ heading, url: `${url}#${anchor}` })) : [],
  }
})

export const someFields = [
  {
    field: 'tags',
    label: 'Tags',
    values: ['erlang', 'operations', 'postgres'].map((value) => ({ value, label: value })),
  },
  { field: 'year', label: 'Year', values: ['2024', '2023'].map((value) => ({ value, label: value })) },
]
