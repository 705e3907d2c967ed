import { type Card, EntryCard } from './entry-card'
import { words } from './words'

/** Entries one below the other; a sentence if there are none. */
export function CardList({ cards, language }: { cards: Card[]; language: string }) {
  if (cards.length === 0) return <p class="empty">{words.empty}</p>
  return (
    <div class="cards">
      {cards.map((card) => (
        <EntryCard key={card.url ?? card.title} card={card} language={language} />
      ))}
    </div>
  )
}
