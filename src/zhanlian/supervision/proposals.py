"""Proposals: one person proposes, another agrees or refuses; both stand in the chain."""

from zhanlian.supervision.refusals import AlreadyDecided, SamePerson
from zhanlian.supervision.tables import Proposal, ProposalState
from zhanlian.supervision.writing import Writing


def propose(writing: Writing, proposal: Proposal, *, reason: str) -> Proposal:
    """Put an act before a second person."""
    proposal.state = ProposalState.OPEN
    proposal.decided_by = proposal.decided_at = None
    return writing.add(proposal, reason=reason)


def decide(writing: Writing, proposal: Proposal, *, agrees: bool, reason: str) -> Proposal:
    """Agree or refuse, as somebody other than the proposer, once."""
    if proposal.created_by == writing.actor.user_id:
        raise SamePerson(proposal.id)
    if proposal.state is not ProposalState.OPEN:
        raise AlreadyDecided(proposal.id, proposal.state.value)
    new = {
        "state": ProposalState.AGREED if agrees else ProposalState.REFUSED,
        "decided_by": writing.actor.user_id,
        "decided_at": writing.now_at,
    }
    return writing.change(proposal, new, version=proposal.version, reason=reason)
