"""In the index of words, the months in which something comes about, beside the years."""

from alembic import op

from store.words_sqlite import refill

revision = "r6"
down_revision = "r5"

_INDEX = "ix_agreement_words_fts"
# Years that were written before stay until their agreement is indexed again: nothing asks for them.
_MONTHS = """
    UPDATE agreement_words SET words = (
        SELECT {joined} FROM (
            SELECT DISTINCT {month} AS month FROM agreement_dates
            WHERE agreement_dates.agreement_id = agreement_words.agreement_id
        ) AS months
    ) || words
    WHERE EXISTS (
        SELECT 1 FROM agreement_dates
        WHERE agreement_dates.agreement_id = agreement_words.agreement_id
    )
"""


def upgrade() -> None:
    if op.get_context().dialect.name == "postgresql":
        # Followed row by row, the index would take several times as long as made anew.
        op.drop_index(_INDEX, "agreement_words")
        op.execute(
            _MONTHS.format(
                joined="string_agg('=e' || month || ' ', '')", month="to_char(day, 'YYYYMM')"
            )
        )
        op.execute("SET LOCAL maintenance_work_mem = '256MB'")
        op.execute(
            f"CREATE INDEX {_INDEX} ON agreement_words USING gin (words_fts, accord_pairs(words))"
            " WITH (gin_pending_list_limit = 256)"
        )
        op.execute(f"ALTER INDEX {_INDEX} ALTER COLUMN 2 SET STATISTICS 0")
    else:
        op.execute(
            _MONTHS.format(
                joined="group_concat('=e' || month || ' ', '')",
                month="substr(day, 1, 4) || substr(day, 6, 2)",
            )
        )
        refill(op.get_bind())


def downgrade() -> None:
    pass
