"""The public batches: loaded once, and the totals that were said in public."""

import pytest

from tests.supervision.people import NOW_AT, cast
from zhanlian.supervision import Actor, listed_totals, load_public_batches
from zhanlian.supervision.refusals import NotAllowed
from zhanlian.supervision.tables import Agency, Post

NATIONAL = Actor(
    user_id="national", agency=Agency.POLICE, region="000000",
    posts=frozenset({Post.SUPERVISOR}),
)  # fmt: skip


def load(records, actor=NATIONAL):
    with records.writing(actor, now_at=NOW_AT) as writing:
        return load_public_batches(writing, reason="公开信息")


def test_totals_are_those_said_in_public(records):
    load(records)
    with records.reading() as session:
        totals = listed_totals(session)
    assert [each.total_count for each in totals] == [5, 8, 13, 21]
    assert [each.named_count for each in totals] == [5, 1, 5, 8]


def test_loading_again_adds_nothing(records):
    assert (load(records), load(records)) == (4, 0)


def test_only_a_national_supervisor_keeps_the_public_record(records):
    with pytest.raises(NotAllowed):
        load(records, cast(records).supervisor)
