/** Fenced code in the languages that blogs are full of, with names and numbers that differ from block to block. */

/** @import { Random } from './random.mjs' */

const names =
  'order account batch cursor handler ledger metric node offset policy queue record session token user value'.split(
    ' ',
  )

/**
 * Parts of code for each language. `$a` and `$b` become names, `$A` a name with a capital, `$1` a number.
 * Nothing here looks like a tag of a template language, which some generators would run.
 *
 * @type {Record<string, string[]>}
 */
const parts = {
  javascript: [
    `// Reads one $a at a time, so that memory stays flat.\nexport async function read$A($a, { limit = $1 } = {}) {\n  const found = []\n  for await (const $b of $a.entries()) {\n    if (found.length >= limit) break\n    found.push({ ...$b, seen: true })\n  }\n  return found\n}`,
    `const $a = new Map([['$b', $1]])\n$a.set('total', [...$a.values()].reduce((sum, each) => sum + each, 0))\nconsole.log(\`$a: \${$a.get('total')}\`)`,
    `class $A extends EventTarget {\n  #$b = $1\n\n  get $b() {\n    return this.#$b\n  }\n\n  close() {\n    this.dispatchEvent(new Event('close'))\n  }\n}`,
  ],
  typescript: [
    `interface $A<T extends object> {\n  readonly id: string\n  $b?: T | null\n  limits: Record<'low' | 'high', number>\n}`,
    `export function pick$A<K extends keyof $A>($a: $A, key: K): $A[K] {\n  const $b = $a[key]\n  if ($b === undefined) throw new TypeError(\`no \${String(key)} after $1 tries\`)\n  return $b\n}`,
    `type $AState = { kind: 'idle' } | { kind: 'busy'; $b: number }\n\nconst start: $AState = { kind: 'busy', $b: $1 }`,
  ],
  python: [
    `@dataclass(frozen=True)\nclass $A:\n    """One $a as it came from the queue."""\n\n    name: str\n    $b: int = $1\n\n    def is_late(self, now: float) -> bool:\n        return now - self.$b > 3.5 * $1`,
    `def merge_$a(left, right):\n    # The right side wins.\n    result = {key: value for key, value in left.items() if key not in right}\n    result.update(right)\n    return result or None`,
    `with open("$a.csv", encoding="utf-8") as lines:\n    for number, line in enumerate(lines, start=1):\n        if not line.strip() or number > $1:\n            continue\n        print(f"{number:>4} {line.rstrip()}")`,
  ],
  go: [
    `type $A struct {\n\tmu    sync.Mutex\n\t$b map[string]int\n}\n\nfunc (s *$A) Add(key string) int {\n\ts.mu.Lock()\n\tdefer s.mu.Unlock()\n\ts.$b[key] += $1\n\treturn s.$b[key]\n}`,
    `for i := 0; i < $1; i++ {\n\tselect {\n\tcase $a := <-incoming:\n\t\tlog.Printf("%d: %v", i, $a)\n\tcase <-ctx.Done():\n\t\treturn fmt.Errorf("$b: %w", ctx.Err())\n\t}\n}`,
  ],
  rust: [
    `#[derive(Debug, Clone, PartialEq)]\npub enum $A<'a> {\n    Empty,\n    Held { $b: &'a str, count: u64 },\n}\n\nimpl<'a> $A<'a> {\n    pub fn count(&self) -> u64 {\n        match self {\n            Self::Empty => 0,\n            Self::Held { count, .. } => *count + $1,\n        }\n    }\n}`,
    `let $a: Vec<_> = lines\n    .iter()\n    .filter(|line| !line.is_empty())\n    .map(|line| line.trim().to_owned())\n    .take($1)\n    .collect();\nprintln!("{} of {}", $a.len(), lines.len());`,
  ],
  java: [
    `public final class $A implements Comparable<$A> {\n    private final long $b;\n\n    public $A(long $b) {\n        this.$b = Math.max($b, $1L);\n    }\n\n    @Override\n    public int compareTo($A other) {\n        return Long.compare($b, other.$b);\n    }\n}`,
    `var $a = items.stream()\n    .filter(item -> item.age() > $1)\n    .map(Item::name)\n    .sorted()\n    .toList();`,
  ],
  bash: [
    `set -euo pipefail\nfor file in "$HOME"/$a/*.log; do\n  [ -s "$file" ] || continue\n  grep -c '$b' "$file" | sort -n | tail -$1\ndone`,
    `$a=$(curl --silent --retry 3 "https://example.org/$b?limit=$1")\nif [ -z "$$a" ]; then\n  echo "nothing there" >&2\n  exit 1\nfi`,
  ],
  sql: [
    `SELECT a.id, a.$a, count(*) AS total\nFROM $as AS a\nJOIN $bs AS b ON b.$a_id = a.id\nWHERE b.created_at >= '2024-01-01' AND a.amount > $1\nGROUP BY a.id, a.$a\nHAVING count(*) > 1\nORDER BY total DESC\nLIMIT 20;`,
    `CREATE INDEX CONCURRENTLY idx_$a_$b\n  ON $as ($b, created_at DESC)\n  WHERE deleted_at IS NULL; -- $1 rows a day`,
  ],
  yaml: [
    `$a:\n  replicas: $1\n  image: "example/$b:1.4"\n  env:\n    - name: LOG_LEVEL\n      value: info\n    - name: TIMEOUT\n      value: "$1s"`,
    `on:\n  push:\n    branches: [main]\njobs:\n  $a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: make $b # takes $1 seconds`,
  ],
  json: [`{\n  "$a": { "id": $1, "active": true, "ratio": 0.25 },\n  "$b": ["first", "second", null]\n}`],
  html: [
    `<!-- one $a, one $b -->\n<section class="$a" data-count="$1">\n  <h2>Title of the $b</h2>\n  <a href="/$a/?page=2&amp;sort=asc">next</a>\n</section>`,
  ],
  css: [
    `.$a > .$b:not(:last-child)::after {\n  content: '/';\n  margin-inline: 0.5em;\n  color: rgb(20 40 80 / $1%);\n}`,
    `@media (min-width: 60em) {\n  .$a {\n    display: grid;\n    grid-template-columns: repeat($1, minmax(0, 1fr));\n  }\n}`,
  ],
  c: [
    `static int $a_push(struct $a *self, const char *$b, size_t length)\n{\n\tif (length >= sizeof(self->data) - $1)\n\t\treturn -ENOSPC; /* the caller tries again */\n\tmemcpy(self->data + self->used, $b, length);\n\tself->used += length;\n\treturn 0;\n}`,
  ],
  ruby: [
    `module $A\n  DEFAULTS = { limit: $1, $b: :none }.freeze\n\n  def self.each_$a(items, **options)\n    settings = DEFAULTS.merge(options)\n    items.first(settings[:limit]).each { |item| yield item, settings }\n  end\nend`,
  ],
}

/** The languages, the frequent ones first. */
export const languages = Object.keys(parts)

/**
 * A fenced block of one to four parts.
 *
 * @param {Random} random
 */
export function codeBlock(random) {
  const language = random.pickSkewed(languages)
  const known = parts[language] ?? []
  const count = random.integer(1, language === 'json' ? 1 : 4)
  const code = Array.from({ length: count }, () => filled(random, random.pick(known))).join('\n\n')
  return `\`\`\`${language}\n${code}\n\`\`\``
}

/**
 * @param {Random} random
 * @param {string} part
 */
function filled(random, part) {
  const a = random.pick(names)
  const b = random.pick(names)
  return part
    .replaceAll(/\$A/g, () => a.charAt(0).toUpperCase() + a.slice(1))
    .replaceAll(/\$a/g, () => a)
    .replaceAll(/\$b/g, () => b)
    .replaceAll(/\$1/g, () => String(random.integer(2, 900)))
}
