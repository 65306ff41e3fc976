"""In the index of words, the years in which something comes about."""

from alembic import op

revision = "r4"
down_revision = "p4"

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
        op.execute(
            _YEARS.format(joined="string_agg('=e' || year || ' ', '')", year="to_char(day, 'YYYY')")
        )
    else:
        op.execute(
            _YEARS.format(joined="group_concat('=e' || year || ' ', '')", year="substr(day, 1, 4)")
        )
        op.execute("INSERT INTO agreement_words_fts (agreement_words_fts) VALUES ('rebuild')")


def downgrade() -> None:
    pass
