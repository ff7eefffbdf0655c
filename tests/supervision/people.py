"""A small cast for the room's tests: two agencies, their people, one case. All invented."""

from dataclasses import dataclass

from zhanlian.supervision import Actor, Records, admit, load_actor, open_case, operator
from zhanlian.supervision.tables import (
    Agency,
    Case,
    Level,
    Membership,
    Organisation,
    Post,
    PostHeld,
    Stage,
    User,
)

NOW_AT = 1_700_000_000_000_000  # 2023-11-15 06:13:20 UTC+8
OPERATOR = operator("test")


@dataclass(frozen=True)
class Cast:
    """The actors of most tests."""

    police: Organisation
    procuratorate: Organisation
    handler: Actor
    prosecutor: Actor
    supervisor: Actor
    administrator: Actor
    stranger: Actor


def cast(records: Records) -> Cast:
    """Two units of one city and five people."""
    with records.writing(OPERATOR, now_at=NOW_AT) as writing:
        police = writing.add(unit("测试市公安局", Agency.POLICE))
        procuratorate = writing.add(unit("测试市检察院", Agency.PROCURATORATE))

        def person(login: str, org: Organisation, *posts: Post) -> Actor:
            user = writing.add(User(login=login, name=login, org_id=org.id))
            for post in posts:
                writing.add(PostHeld(user_id=user.id, post=post))
            return Actor(
                user_id=user.id, name=login, agency=org.agency, org_id=org.id,
                region=org.region, posts=frozenset(posts),
            )  # fmt: skip

        return Cast(
            police, procuratorate,
            handler=person("handler", police, Post.HANDLER),
            prosecutor=person("prosecutor", procuratorate, Post.HANDLER),
            supervisor=person("supervisor", police, Post.SUPERVISOR),
            administrator=person("administrator", police, Post.ADMINISTRATOR),
            stranger=person("stranger", police, Post.HANDLER),
        )  # fmt: skip


def unit(name: str, agency: Agency, *, region: str = "990100") -> Organisation:
    """A unit of an invented city."""
    return Organisation(name=name, agency=agency, level=Level.CITY, region=region)


def open_test_case(
    records: Records, people: Cast, *, number: str = "A-2023-1"
) -> tuple[Case, Actor]:
    """A case of the police handler, and the handler as the records now know them."""
    case = Case(
        number=number, title="试用案件", region="990100", stage=Stage.FILED,
        offences=["fraud"], police_org_id=people.police.id,
    )  # fmt: skip
    with records.writing(people.handler, now_at=NOW_AT) as writing:
        open_case(writing, case)
    return case, reload(records, people.handler)


def reload(records: Records, actor: Actor) -> Actor:
    """The actor as the records know them now."""
    with records.reading() as session:
        return load_actor(session, actor.user_id)


def let_in(records: Records, actor: Actor, case_id: str, *, by: Actor) -> Actor:
    """Admit ``actor`` to the case, on record."""
    with records.writing(by, now_at=NOW_AT) as writing:
        admit(writing, Membership(case_id=case_id, user_id=actor.user_id), reason="试用")
    return reload(records, actor)
