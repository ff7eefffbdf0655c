"""Figures: counted once per person, never without their definition, only from rows one may see."""

from datetime import date

import pytest

from tests.supervision.domain.test_listed import NATIONAL, load
from tests.supervision.people import NOW_AT, cast, open_test_case
from zhanlian.law import law_book
from zhanlian.supervision.figures import (
    Counts,
    Period,
    UnknownFigure,
    bulletin_lines,
    compare_periods,
    count_figure,
    figures,
)
from zhanlian.supervision.figures.counting import NotCounted
from zhanlian.supervision.tables import (
    BorderAct,
    Campaign,
    ChainPlace,
    ListedBatch,
    Outcome,
    OutcomeKind,
    Party,
    PartyKind,
    Room,
)

YEAR = Period(date(2023, 1, 1), date(2023, 12, 31))
YEAR_BEFORE = Period(date(2022, 1, 1), date(2022, 12, 31))
ROWS_OF = {
    Counts.PERSONS: Outcome, Counts.CAMPAIGNS: Campaign,
    Counts.BATCHES: ListedBatch, Counts.LISTED_CASES: ListedBatch,
}  # fmt: skip


@pytest.fixture
def counted(records):
    """Two returnees caught in 2023, one of them a financier and written down twice."""
    people = cast(records)
    case, handler = open_test_case(records, people)
    with records.writing(handler, now_at=NOW_AT) as writing:
        for place, days in ((ChainPlace.FINANCIER, (1, 2)), (ChainPlace.CORE, (3,))):
            party = writing.add(
                Party(case_id=case.id, room=Room.SHARED, kind=PartyKind.SUSPECT, name="测试甲")
            )
            for day in days:
                writing.add(caught(party, place, date(2023, 5, day)))
    return records, handler, people


def caught(party, place, on):
    return Outcome(
        case_id=party.case_id, room=Room.SHARED, party_id=party.id, kind=OutcomeKind.CAUGHT,
        happened_on=on, place=place, border=BorderAct.NONE, is_returnee=True,
    )  # fmt: skip


def test_a_person_written_twice_is_counted_once(counted):
    records, handler, _ = counted
    with records.reading() as session:
        all_caught = count_figure(session, handler, "caught.returnees", period=YEAR)
        financiers = count_figure(session, handler, "caught.returnees.financiers", period=YEAR)
    assert (all_caught.value, len(all_caught.row_ids)) == (2, 3)
    assert financiers.value == 1


def test_who_sees_no_rows_counts_none(counted):
    records, _, people = counted
    with records.reading() as session:
        assert count_figure(session, people.stranger, "caught.all", period=YEAR).value == 0


def test_periods_compared_say_no_share_of_nothing(counted):
    records, handler, _ = counted
    with records.reading() as session:
        change = compare_periods(session, handler, "caught.all", before=YEAR_BEFORE, after=YEAR)
    assert (change.difference, change.growth_ppm) == (2, None)


def test_listed_figures_said_in_september_2023(records):
    load(records)
    before = Period(date(2022, 1, 1), date(2023, 9, 11))
    with records.reading() as session:
        assert count_figure(session, NATIONAL, "listed.batches", period=before).value == 2
        assert count_figure(session, NATIONAL, "listed.cases", period=before).value == 8


def test_a_line_carries_its_definition_and_period(counted):
    records, handler, _ = counted
    with records.reading() as session:
        found = count_figure(session, handler, "caught.all", period=YEAR)
    (line,) = bulletin_lines([found], "en")
    assert line == "persons caught in the period: 2 (2023-01-01 – 2023-12-31) [caught.all]"


def test_what_the_law_says_is_not_counted(counted):
    records, handler, _ = counted
    with records.reading() as session, pytest.raises(NotCounted):
        count_figure(session, handler, "law.wanted", period=YEAR)


def test_a_number_without_definition_is_refused(counted):
    records, handler, _ = counted
    with records.reading() as session, pytest.raises(UnknownFigure):
        count_figure(session, handler, "caught", period=YEAR)


@pytest.mark.parametrize("figure", figures().values(), ids=lambda each: each.key)
def test_every_definition_resolves(figure):
    """Columns exist, codes are known to them, law keys are in the book."""
    for name, value in figure.where.items():
        column = ROWS_OF[figure.counts].__table__.columns[name]
        known = getattr(column.type, "enums", [value])
        assert value in known
    for key in figure.law:
        assert law_book().parameter(key)
    assert figure.zh
    assert figure.en
    assert bool(figure.names) == (figure.counts is Counts.NAMES)
