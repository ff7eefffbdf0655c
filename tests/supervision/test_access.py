"""The access rule: its matrix said by hand, and lists that show exactly what the rule allows."""

import random
from dataclasses import replace

import pytest

from tests.supervision.people import NOW_AT, OPERATOR, cast, open_test_case, reload, unit
from zhanlian.supervision import Actor, count_rows, list_rows, load_actor, may, people, target_of
from zhanlian.supervision.access import Target, Zone
from zhanlian.supervision.tables import (
    Act,
    Agency,
    Case,
    FolderLink,
    Membership,
    Organisation,
    Party,
    PartyKind,
    Post,
    Room,
    Scope,
    SealGrant,
    SignIn,
    Stage,
    User,
)

HOME, OTHER = "990100", "990200"
CASE = "case-1"
ANYBODY = Actor("u", agency=Agency.POLICE, region=HOME)


def police(*posts, region=HOME, agency=Agency.POLICE, **more):
    return replace(ANYBODY, posts=frozenset(posts), region=region, agency=agency, **more)


HANDLER, SUPERVISOR = frozenset({Post.HANDLER}), frozenset({Post.SUPERVISOR})
MEMBER = police(Post.HANDLER, member_of=frozenset({CASE}))
LEAD = replace(MEMBER, lead_of=frozenset({CASE}))
READER = police(Post.HANDLER, reader_of=frozenset({CASE}))
OUTSIDER = police(Post.HANDLER)
CHIEF = police(Post.SUPERVISOR)
PROVINCE = police(Post.SUPERVISOR, region="990000")
NATION = police(Post.SUPERVISOR, region="000000")
ELSEWHERE = police(Post.SUPERVISOR, region=OTHER)
PROSECUTOR_CHIEF = police(Post.SUPERVISOR, agency=Agency.PROCURATORATE)
PROSECUTOR = replace(MEMBER, agency=Agency.PROCURATORATE)
KEEPER = police(Post.ADMINISTRATOR, member_of=frozenset({CASE}))
AUDITOR = police(Post.AUDITOR)
DUTY = police(Post.DUTY)

ROW = Target(
    "row", Zone.CASE, case_id=CASE, region=HOME, agencies=frozenset({Agency.POLICE}),
    written_by=HANDLER,
)  # fmt: skip
ORDER = replace(ROW, written_by=SUPERVISOR)
NOTE = replace(ROW, room=Room.POLICE)
SEALED = replace(ROW, sealed_id="p1")
JOINT = replace(ROW, agencies=frozenset(Agency))
LEADS_DESK = Target(
    "lead", Zone.REGION, region=HOME, written_by=frozenset({Post.DUTY, Post.SUPERVISOR})
)
PUBLIC = Target("batch", Zone.PUBLIC)
MINE = Target("token", Zone.OWN, owner_id="u")
THEIRS = Target("token", Zone.OWN, owner_id="v")
ACCOUNT = Target("user", Zone.ACCOUNTS)
MADE = replace(ROW, case_id="", is_whole_case=True)

YES, NO = True, False
MATRIX = [
    # actor            act        target      answer
    (MEMBER,           Act.SEE,   ROW,        YES),
    (MEMBER,           Act.OPEN,  ROW,        YES),
    (MEMBER,           Act.WRITE, ROW,        YES),
    (MEMBER,           Act.WRITE, ORDER,      NO),
    (MEMBER,           Act.ADMIT, ROW,        NO),
    (MEMBER,           Act.SEAL,  ROW,        NO),
    (LEAD,             Act.ADMIT, ROW,        YES),
    (LEAD,             Act.SEAL,  ROW,        YES),
    (READER,           Act.SEE,   ROW,        YES),
    (READER,           Act.WRITE, ROW,        NO),
    (OUTSIDER,         Act.SEE,   ROW,        NO),
    (OUTSIDER,         Act.WRITE, ROW,        NO),
    (OUTSIDER,         Act.WRITE, MADE,       YES),
    (ELSEWHERE,        Act.WRITE, MADE,       NO),
    (CHIEF,            Act.SEE,   ROW,        YES),
    (CHIEF,            Act.WRITE, ROW,        NO),
    (CHIEF,            Act.WRITE, ORDER,      YES),
    (CHIEF,            Act.ADMIT, ROW,        YES),
    (PROVINCE,         Act.SEE,   ROW,        YES),
    (NATION,           Act.SEE,   ROW,        YES),
    (ELSEWHERE,        Act.SEE,   ROW,        NO),
    (PROSECUTOR_CHIEF, Act.SEE,   ROW,        NO),
    (PROSECUTOR_CHIEF, Act.SEE,   JOINT,      YES),
    (PROSECUTOR,       Act.SEE,   ROW,        YES),
    (PROSECUTOR,       Act.SEE,   NOTE,       NO),
    (MEMBER,           Act.SEE,   NOTE,       YES),
    (PROSECUTOR_CHIEF, Act.SEE,   replace(JOINT, room=Room.POLICE), NO),
    (LEAD,             Act.SEE,   SEALED,     NO),
    (CHIEF,            Act.SEE,   SEALED,     NO),
    (replace(MEMBER, unsealed=frozenset({"p1"})), Act.SEE, SEALED, YES),
    (KEEPER,           Act.SEE,   ROW,        NO),
    (KEEPER,           Act.OPEN,  ROW,        NO),
    (KEEPER,           Act.WRITE, ACCOUNT,    YES),
    (AUDITOR,          Act.SEE,   ROW,        NO),
    (AUDITOR,          Act.WRITE, ACCOUNT,    NO),
    (MEMBER,           Act.SEE,   ACCOUNT,    YES),
    (MEMBER,           Act.WRITE, ACCOUNT,    NO),
    (DUTY,             Act.SEE,   ROW,        NO),
    (DUTY,             Act.WRITE, LEADS_DESK, YES),
    (OUTSIDER,         Act.SEE,   LEADS_DESK, YES),
    (OUTSIDER,         Act.WRITE, LEADS_DESK, NO),
    (ELSEWHERE,        Act.SEE,   LEADS_DESK, NO),
    (PROVINCE,         Act.WRITE, LEADS_DESK, YES),
    (KEEPER,           Act.SEE,   LEADS_DESK, NO),
    (AUDITOR,          Act.SEE,   PUBLIC,     YES),
    (CHIEF,            Act.WRITE, PUBLIC,     NO),
    (NATION,           Act.WRITE, PUBLIC,     YES),
    (MEMBER,           Act.WRITE, MINE,       YES),
    (MEMBER,           Act.WRITE, THEIRS,     NO),
    (KEEPER,           Act.WRITE, THEIRS,     YES),
    (KEEPER,           Act.OPEN,  THEIRS,     NO),
]  # fmt: skip


@pytest.mark.parametrize(("actor", "act", "target", "answer"), MATRIX)
def test_the_rule_says(actor, act, target, answer):
    verdict = may(actor, act, target)
    assert verdict.is_allowed is answer, verdict.ground


@pytest.mark.parametrize(("actor", "act", "target", "answer"), MATRIX)
def test_no_scope_no_act(actor, act, target, answer):
    assert not may(replace(actor, scopes=frozenset()), act, target).is_allowed


@pytest.mark.parametrize("scope", Scope)
def test_a_scope_opens_its_own_act_alone(scope):
    actor = replace(LEAD, scopes=frozenset({scope}))
    opened = {act for act in Act if may(actor, act, ROW).is_allowed}
    expected = {
        Scope.READ: {Act.SEE},
        Scope.WRITE: {Act.WRITE, Act.ADMIT, Act.SEAL},
        Scope.OPEN: {Act.OPEN},
    }
    assert opened == expected.get(scope, set())


def crowd(records, chance):
    """Units, people, cases, parties and grants at random; returns the actors."""
    with records.writing(OPERATOR, now_at=NOW_AT) as writing:
        units = [
            writing.add(unit(f"{agency}{region}", agency, region=region))
            for agency in Agency
            for region in ("000000", "990000", HOME, OTHER)
        ]
        users = [
            people.add_account(
                writing,
                people.NewAccount(
                    f"u{number}", f"u{number}", chance.choice(units).id,
                    chance.sample(list(Post), chance.randint(0, 2)),
                ),
            )
            for number in range(12)
        ]  # fmt: skip
    fill_cases(records, chance, units, users)
    with records.reading() as session:
        return [load_actor(session, user.id) for user in users]


def fill_cases(records, chance, units, users):
    """Rows put in place without the rule: it is what is tested here."""
    with records.working() as session:
        chain = iter(range(1, 10**6))

        def put(row):
            number = next(chain)
            row.id, row.version = f"{number:026d}", 1
            row.created_at = row.changed_at = NOW_AT
            row.created_by = row.changed_by = "test"
            session.add(row)
            session.flush()
            return row

        def unit_of(agency):
            ids = [each.id for each in units if each.agency is agency]
            return chance.choice([None, *ids])

        for number in range(8):
            case = put(
                Case(
                    number=str(number), title="", region=chance.choice(["990000", HOME, OTHER]),
                    stage=Stage.FILED, offences=[], police_org_id=unit_of(Agency.POLICE),
                    procuratorate_org_id=unit_of(Agency.PROCURATORATE), note="",
                )
            )  # fmt: skip
            for user in chance.sample(users, 3):
                ended_at = chance.choice([None, None, NOW_AT])
                put(
                    Membership(
                        case_id=case.id, user_id=user.id, is_reader=chance.random() < 0.3,
                        is_lead=False, ended_at=ended_at,
                    )
                )  # fmt: skip
            for _ in range(3):
                party = put(
                    Party(
                        case_id=case.id, room=chance.choice(list(Room)), kind=PartyKind.SUSPECT,
                        name="测试", id_number="", is_sealed=chance.random() < 0.5, position="",
                    )
                )  # fmt: skip
                for user in chance.sample(users, 2):
                    put(SealGrant(party_id=party.id, user_id=user.id, ended_at=None))
            put(
                FolderLink(
                    case_id=case.id,
                    room=chance.choice(list(Room)),
                    folder=str(number),
                    digest="",
                    said="",
                )
            )


@pytest.mark.parametrize("seed", range(4))
def test_lists_show_exactly_what_the_rule_allows(records, seed):
    actors = crowd(records, random.Random(seed))
    kinds = (Case, Party, Membership, SealGrant, FolderLink, Organisation, User, SignIn)
    seen_count = 0
    with records.reading() as session:
        for kind in kinds:
            rows = session.query(kind).all()
            for actor in actors:
                allowed = {
                    row.id
                    for row in rows
                    if may(actor, Act.SEE, target_of(session, row)).is_allowed
                }
                listed = list_rows(session, actor, kind, limit=500).rows
                assert {row.id for row in listed} == allowed, (kind, actor)
                assert count_rows(session, actor, kind) == len(allowed)
                seen_count += len(allowed) if issubclass(kind, Party) else 0
    assert seen_count, "the crowd was too lonely to test anything"


def test_what_ends_is_gone_at_once(records):
    _, handler = open_test_case(records, cast(records))
    with records.writing(handler, now_at=NOW_AT) as writing:
        held = list_rows(writing.session, handler, Membership).rows[0]
        writing.change(held, {"ended_at": NOW_AT}, version=1, reason="调离")
    assert reload(records, handler).member_of == frozenset()
