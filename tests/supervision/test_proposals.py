"""Two people: what one proposes another decides, once."""

import pytest

from tests.supervision.people import NOW_AT, cast, let_in, open_test_case
from zhanlian.supervision.proposals import decide, propose
from zhanlian.supervision.refusals import AlreadyDecided, SamePerson
from zhanlian.supervision.tables import Proposal, ProposalState, ProposedAct, Room


@pytest.fixture
def asked(records):
    people = cast(records)
    case, handler = open_test_case(records, people)
    other = let_in(records, people.prosecutor, case.id, by=handler)
    proposal = Proposal(
        case_id=case.id, room=Room.SHARED, act=ProposedAct.REFUND_PLAN, subject="plan-1",
        facts={"victims": 3},
    )  # fmt: skip
    with records.writing(handler, now_at=NOW_AT) as writing:
        propose(writing, proposal, reason="方案已核对")
    return proposal.id, handler, other


def settle(records, proposal_id, actor, *, agrees=True):
    with records.writing(actor, now_at=NOW_AT) as writing:
        return decide(writing, writing.get(Proposal, proposal_id), agrees=agrees, reason="复核")


@pytest.mark.parametrize(("agrees", "state"), [(True, "agreed"), (False, "refused")])
def test_a_second_person_decides(records, asked, agrees, state):
    proposal_id, _, other = asked
    decided = settle(records, proposal_id, other, agrees=agrees)
    assert (decided.state, decided.decided_by) == (ProposalState(state), other.user_id)


def test_nobody_is_their_own_second_person(records, asked):
    proposal_id, handler, _ = asked
    with pytest.raises(SamePerson):
        settle(records, proposal_id, handler)


def test_it_is_decided_once(records, asked):
    proposal_id, _, other = asked
    settle(records, proposal_id, other)
    with pytest.raises(AlreadyDecided):
        settle(records, proposal_id, other, agrees=False)
