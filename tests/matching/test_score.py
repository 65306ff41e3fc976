"""Next to nothing that is two is taken for one; most of what is one is found to be."""

from tests.matching.score import score, total


def test_no_wrong_merge_and_few_missed():
    whole = total(score())
    assert whole.precision >= 0.97, whole.wrong
    assert whole.recall >= 0.9, whole.missed
    assert whole.right > 80
