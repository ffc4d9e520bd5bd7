"""The queries that find candidates: bounded, each paper's days by index, all papers of a person at once.

`$1` the person, `$2` to `$9` the papers as columns, `$10` ids of the papers looked at in this run, `$11` and `$12`
currencies and their minor units in one major, `$13` the currencies of the person's accounts.
"""

from typing import Final

# What is tied for good is not given away again: what a person confirmed, and links of papers not looked at this time.
TIED: Final = """(m.status = 'confirmed' OR m.status = 'automatic' AND m.document_id <> ALL({looked_at}::uuid[]))"""
_NEAR: Final = f"""
WITH papers AS (
    SELECT * FROM unnest($2::uuid[], $3::date[], $4::date[], $5::date[], $6::bool[], $7::numeric[], $8::text[],
                         $9::text[]) AS p (id, first_day, last_day, day, is_dated, total, currency, merchant)
), units AS (
    SELECT * FROM unnest($11::text[], $12::numeric[]) AS u (currency, unit)
), tied AS (
    SELECT m.transaction_id, sum(m.amount_minor)::bigint AS minor FROM document_matches m
    WHERE m.user_id = $1 AND {TIED.format(looked_at="$10")} GROUP BY m.transaction_id
), wanted AS MATERIALIZED (
    SELECT p.*, u.currency AS paid_in, coalesce(p.currency, u.currency) = u.currency AS is_same,
           p.total * written.unit AS written_minor,
           p.total * u.unit * CASE WHEN coalesce(p.currency, u.currency) = u.currency THEN 1
                                   ELSE paid_rate.per_euro / written_rate.per_euro END AS expected
    FROM papers p CROSS JOIN units u LEFT JOIN units written ON written.currency = p.currency
    LEFT JOIN LATERAL (
        SELECT r.per_euro FROM exchange_rates r WHERE p.currency <> u.currency AND r.currency = u.currency
        AND r.day BETWEEN p.day - 7 AND p.day ORDER BY r.day DESC, r.publisher DESC LIMIT 1
    ) paid_rate ON true
    LEFT JOIN LATERAL (
        SELECT r.per_euro FROM exchange_rates r WHERE p.currency <> u.currency AND r.currency = p.currency
        AND r.day BETWEEN p.day - 7 AND p.day ORDER BY r.day DESC, r.publisher DESC LIMIT 1
    ) written_rate ON true
    WHERE u.currency = ANY($13::text[])
), near AS (
    SELECT w.*, t.id AS payment_id, t.booked_on, t.minor - coalesce(tied.minor, 0) AS rest, t.description,
           t.counterparty, t.merchant_key, t.original_amount_minor, t.original_currency
    FROM wanted w CROSS JOIN LATERAL (
        SELECT t.id, t.booked_on, -t.amount_minor AS minor, t.description, t.counterparty, t.merchant_key,
               t.original_amount_minor, t.original_currency
        FROM transactions t WHERE t.user_id = $1 AND t.booked_on BETWEEN w.first_day AND w.last_day
        AND t.currency = w.paid_in AND t.amount_minor < 0 AND t.deleted_at IS NULL
        OFFSET 0
    ) t LEFT JOIN tied ON tied.transaction_id = t.id
    WHERE t.minor > coalesce(tied.minor, 0)
)
"""  # noqa: S608 pieces of our own
_ALLOWED: Final = """
NOT EXISTS (SELECT FROM document_matches m WHERE m.user_id = $1 AND m.document_id = n.id
            AND m.transaction_id = n.payment_id AND m.status IN ('confirmed', 'rejected'))
AND NOT EXISTS (SELECT FROM transaction_links l WHERE l.user_id = $1 AND l.from_id = n.payment_id
                AND l.kind = 'transfer' AND l.status IN ('automatic', 'confirmed'))
"""
BY_AMOUNT: Final = f"""{_NEAR}, fitting AS (
    SELECT n.id AS paper_id, n.payment_id, CASE WHEN NOT n.is_same THEN n.rest / n.expected END AS ratio,
           n.is_same AND n.rest = n.expected AS is_exact,
           row_number() OVER (
               PARTITION BY n.id ORDER BY (n.is_same AND n.rest = n.expected) DESC, abs(n.booked_on - n.day),
               abs(n.rest - n.expected), n.description, n.payment_id) AS place
    FROM near n
    WHERE CASE WHEN n.is_same THEN n.rest = n.expected
                    OR n.is_dated AND n.rest BETWEEN n.expected * $14::numeric AND n.expected * $15::numeric
               ELSE n.original_currency = n.currency AND abs(n.original_amount_minor) = n.written_minor
                    OR n.is_dated
                       AND n.rest BETWEEN n.expected * (1 - $16::numeric) AND n.expected * (1 + $16::numeric) END
    AND {_ALLOWED}
)
SELECT paper_id, payment_id, ratio, is_exact FROM fitting WHERE place <= $17::int
"""  # noqa: S608 pieces of our own
_FORMS: Final = r"\m(ооо|оао|зао|пао|ао|ип|llc|ltd|limited|inc|gmbh|ug|kg|sdn|bhd)\M"
_LETTERS: Final = (
    ("ш", "sh"),
    ("щ", "sch"),
    ("ч", "ch"),
    ("ж", "zh"),
    ("ю", "yu"),
    ("я", "ya"),
    ("х", "kh"),
    ("ц", "ts"),
)


def _latin(text: str) -> str:
    """SQL that writes Cyrillic in Latin letters and leaves out legal forms: what this finds, the model judges."""
    written = f"regexp_replace(lower({text}), '{_FORMS}', '', 'g')"
    for letter, latin in _LETTERS:
        written = f"replace({written}, '{letter}', '{latin}')"
    return f"translate({written}, 'абвгдеёзийклмнопрстуфыьъэ', 'abvgdeeziiklmnoprstufy__e')"


# Each name is written in Latin letters once, not once a pair.
_BY_NAME: Final = f"""{_NEAR}, written AS MATERIALIZED (
    SELECT p.id, {_latin("p.merchant")} AS words FROM papers p
), said AS MATERIALIZED (
    SELECT n.payment_id, {_latin("concat_ws(' ', min(n.description), min(n.counterparty))")} AS words
    FROM near n GROUP BY n.payment_id
), known AS (
    SELECT DISTINCT lower(d.merchant) AS merchant, t.merchant_key FROM document_matches m
    JOIN documents d ON d.user_id = $1 AND d.id = m.document_id
    JOIN transactions t ON t.user_id = $1 AND t.id = m.transaction_id
    WHERE m.user_id = $1 AND m.status = 'confirmed' AND d.merchant IS NOT NULL AND t.merchant_key <> ''
), named AS (
    SELECT n.id AS paper_id, n.payment_id, CASE WHEN NOT n.is_same THEN n.rest / n.expected END AS ratio,
           row_number() OVER (PARTITION BY n.id ORDER BY abs(n.booked_on - n.day), n.rest, n.description, n.payment_id)
               AS place
    FROM near n JOIN written ON written.id = n.id JOIN said ON said.payment_id = n.payment_id
    WHERE n.is_dated AND n.merchant <> ''
    AND ((lower(n.merchant), n.merchant_key) IN (SELECT merchant, merchant_key FROM known) OR {{alike}})
    AND {_ALLOWED}
)
SELECT paper_id, payment_id, ratio, false AS is_exact FROM named WHERE place <= $14::int
"""  # noqa: S608 as above
BY_NAME: Final = _BY_NAME.format(alike="word_similarity(written.words, said.words) >= $15::real")
BY_ALIAS: Final = _BY_NAME.format(alike="$15::real > 1")
"""Where PostgreSQL has no pg_trgm: names that a person has confirmed, and no others."""
HAS_TRIGRAMS: Final = "SELECT EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_trgm')"
CURRENCIES: Final = "SELECT DISTINCT currency FROM accounts WHERE user_id = $1"
PAYMENTS: Final = f"""
SELECT t.id, t.booked_on, t.currency, t.original_amount_minor, t.original_currency, t.description, t.counterparty,
       -t.amount_minor - coalesce((
           SELECT sum(m.amount_minor) FROM document_matches m
           WHERE m.user_id = $1 AND m.transaction_id = t.id AND {TIED.format(looked_at="$3")}), 0)::bigint AS rest
FROM transactions t WHERE t.user_id = $1 AND t.id = ANY($2::uuid[])
"""  # noqa: S608 as above
