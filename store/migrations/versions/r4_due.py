"""In the index of words, the years in which something comes about."""

from alembic import op

from store.words_sqlite import refill

revision = "r4"
down_revision = "p4"

_INDEX = "ix_agreement_words_fts"
_YEARS = """
    UPDATE agreement_words SET words = (
        SELECT {joined} FROM (
            SELECT DISTINCT {year} AS year FROM agreement_dates
            WHERE agreement_dates.agreement_id = agreement_words.agreement_id
        ) AS years
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
            _YEARS.format(joined="string_agg('=e' || year || ' ', '')", year="to_char(day, 'YYYY')")
        )
        op.create_index(
            _INDEX,
            "agreement_words",
            ["words_fts"],
            postgresql_using="gin",
            postgresql_with={"gin_pending_list_limit": 256},
        )
    else:
        op.execute(
            _YEARS.format(joined="group_concat('=e' || year || ' ', '')", year="substr(day, 1, 4)")
        )
        refill(op.get_bind())


def downgrade() -> None:
    pass
