"""Dates keep the precision in which they were stated."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.dates import PartialDate


@given(st.dates(), st.sampled_from([4, 7, 10]))
def test_a_date_reads_back_as_written(day, length):
    text = day.isoformat()[:length]
    assert str(PartialDate.parse(text)) == text


@given(st.dates(), st.sampled_from([4, 7, 10]))
def test_a_partial_date_spans_the_days_that_it_may_mean(day, length):
    partial = PartialDate.parse(day.isoformat()[:length])
    assert partial.first <= day <= partial.last


@pytest.mark.parametrize("text", ["", "21", "2021-13", "2021-02-30", "2021-7-1", "last May"])
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        PartialDate.parse(text)


def test_the_last_day_of_a_month_is_known():
    assert PartialDate(2024, 2).last == date(2024, 2, 29)
