"""PostgreSQL's index of words holds neighbouring words too, for phrases of common words."""

from alembic import op

revision = "r5"
down_revision = "r4"
# Programs of the revision before ask the index for words only, and find them.
rolling = True

_INDEX = "ix_agreement_words_fts"
# Each pair of neighbours as a number of 32 bits. With fewer bits the index has fewer keys, but then
# many a pair shares its number with one that most agreements have, from the names of offices.
_PAIRS = """
    CREATE FUNCTION accord_pairs(words text) RETURNS integer[]
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
        SELECT array_agg(
            (hashtextextended(other, hashtextextended(one, 0)) >> 32)::integer
        )
        FROM (SELECT string_to_array(words, ' ') AS terms) AS split,
            unnest(terms, terms[2:]) AS neighbours (one, other)
        WHERE other IS NOT NULL
    $$
"""


def upgrade() -> None:
    if op.get_context().dialect.name != "postgresql":
        return  # FTS5 keeps the places of words
    op.drop_index(_INDEX, "agreement_words")
    op.execute(_PAIRS)
    _make_index("words_fts, accord_pairs(words)")
    # The pairs of a sample of rows say nothing that a plan is made by, and take long to find.
    op.execute(f"ALTER INDEX {_INDEX} ALTER COLUMN 2 SET STATISTICS 0")


def downgrade() -> None:
    if op.get_context().dialect.name != "postgresql":
        return
    op.drop_index(_INDEX, "agreement_words")
    op.execute("DROP FUNCTION accord_pairs(text)")
    _make_index("words_fts")


def _make_index(columns: str) -> None:
    op.execute("SET LOCAL maintenance_work_mem = '256MB'")
    op.execute(
        f"CREATE INDEX {_INDEX} ON agreement_words USING gin ({columns})"
        " WITH (gin_pending_list_limit = 256)"
    )
