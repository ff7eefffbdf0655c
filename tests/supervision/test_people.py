"""Accounts, passwords, second factors, sessions and tokens, on both databases."""

import pyotp
import pytest
from sqlalchemy import select

from tests.supervision.people import NOW_AT, OPERATOR, cast
from zhanlian.supervision import read_chain
from zhanlian.supervision.people import (
    Claim,
    NewAccount,
    Policy,
    add_account,
    choose_password,
    confirm_factor,
    end_account,
    end_key,
    end_post,
    enrol_factor,
    give_post,
    holder_of,
    make_token,
    sign_in,
    sign_in_subject,
)
from zhanlian.supervision.people.refusals import (
    NoKey,
    ScopeTooWide,
    SignInRefused,
    WeakPassword,
    WrongCode,
)
from zhanlian.supervision.tables import Post, Scope, SignIn, User
from zhanlian.terms import MICROS

GIVEN = "long sentence given first"
CHOSEN = "a sentence of one's own"
HOUR = 3600 * MICROS
QUICK = Policy(failed_max=2)


@pytest.fixture
def login(records):
    people = cast(records)
    with records.writing(OPERATOR, now_at=NOW_AT) as writing:
        new = NewAccount("wang", "测试王", people.police.id, [Post.HANDLER], oidc_subject="sub-1")
        add_account(writing, new, password=GIVEN)
    return "wang"


@pytest.fixture
def settled(records, login):
    """The account after its owner chose a password."""
    signed = sign_in(records, Claim(login, GIVEN), now_at=NOW_AT)
    with records.writing(who(records, signed.key).actor, now_at=NOW_AT) as writing:
        user = writing.session.get(User, signed.user_id)
        choose_password(writing, user, old=GIVEN, new=CHOSEN)
    return login


def who(records, key, *, now_at=NOW_AT, **policy):
    with records.reading() as session:
        return holder_of(session, key, now_at=now_at, **policy)


def enter(records, login, password=CHOSEN, *, at=NOW_AT, code=""):
    return sign_in(records, Claim(login, password, code), now_at=at, policy=QUICK)


def test_a_given_password_opens_nothing_but_the_choice_of_ones_own(records, login):
    holder = who(records, enter(records, login, GIVEN).key)
    assert holder.waits_for == "password"
    assert holder.actor.scopes == frozenset()


def test_a_chosen_password_opens_the_account(records, settled):
    holder = who(records, enter(records, settled).key)
    assert (holder.waits_for, holder.actor.name) == ("", "测试王")
    assert holder.actor.scopes == frozenset(Scope)
    with pytest.raises(SignInRefused):
        enter(records, settled, GIVEN)


@pytest.mark.parametrize("password", ["short", "aaaaaaaaaaaaaaa", "my name is WANG indeed"])
def test_easy_passwords_are_refused(records, settled, password):
    signed = enter(records, settled)
    with records.writing(who(records, signed.key).actor, now_at=NOW_AT) as writing:
        user = writing.session.get(User, signed.user_id)
        with pytest.raises(WeakPassword):
            choose_password(writing, user, old=CHOSEN, new=password)


def test_failures_lock_the_account_for_a_while_and_are_kept(records, settled):
    for _ in range(QUICK.failed_max):
        with pytest.raises(SignInRefused):
            enter(records, settled, "wrong sentence")
    with pytest.raises(SignInRefused):
        enter(records, settled)
    assert enter(records, settled, at=NOW_AT + QUICK.locked_s * MICROS).key
    with records.reading() as session:
        refused = [each for each in read_chain(session) if each.reason == "sign-in refused"]
    assert len(refused) == QUICK.failed_max


def test_nobody_is_refused_in_the_same_words(records, settled):
    with pytest.raises(SignInRefused) as unknown:
        enter(records, "nobody")
    with pytest.raises(SignInRefused) as wrong:
        enter(records, settled, "wrong sentence")
    assert str(unknown.value) == str(wrong.value)


def test_a_session_ends_by_time_and_by_hand(records, settled):
    signed = enter(records, settled)
    with pytest.raises(NoKey):
        who(records, signed.key, now_at=signed.expires_at)
    with records.writing(who(records, signed.key).actor, now_at=NOW_AT) as writing:
        end_key(writing, writing.get(SignIn, signed.sign_in_id), reason="signed out")
    with pytest.raises(NoKey):
        who(records, signed.key)


def test_no_key_is_kept_in_the_records(records, settled):
    signed = enter(records, settled)
    with records.reading() as session:
        kept = session.scalar(select(SignIn.key_digest).where(SignIn.id == signed.sign_in_id))
        chain = "".join(entry.facts for entry in read_chain(session))
    assert signed.key not in kept
    assert kept not in chain


def test_a_token_reaches_no_further_than_its_scopes(records, settled):
    actor = who(records, enter(records, settled).key).actor
    with records.writing(actor, now_at=NOW_AT) as writing:
        key, _ = make_token(
            writing, name="script", scopes=[Scope.READ, Scope.WRITE], expires_at=NOW_AT + HOUR
        )
    holder = who(records, key)
    assert holder.actor.scopes == {Scope.READ, Scope.WRITE}
    with pytest.raises(ScopeTooWide), records.writing(holder.actor, now_at=NOW_AT) as writing:
        make_token(writing, name="wider", scopes=[Scope.OPEN], expires_at=NOW_AT + HOUR)
    with pytest.raises(NoKey):
        who(records, key, now_at=NOW_AT + HOUR)


def test_codes_are_asked_for_once_confirmed_and_count_once(records, settled):
    signed = enter(records, settled)
    actor = who(records, signed.key).actor
    with records.writing(actor, now_at=NOW_AT) as writing:
        address = enrol_factor(writing, writing.session.get(User, signed.user_id))
    codes = pyotp.parse_uri(address)
    assert enter(records, settled).key, "a factor nobody confirmed is not asked for"

    with records.writing(actor, now_at=NOW_AT) as writing:
        user = writing.session.get(User, signed.user_id)
        confirm_factor(writing, user, codes.at(NOW_AT // MICROS))
    with pytest.raises(SignInRefused):
        enter(records, settled, code=codes.at(NOW_AT // MICROS))
    later = NOW_AT + 60 * MICROS
    assert enter(records, settled, at=later, code=codes.at(later // MICROS)).key
    with pytest.raises(SignInRefused):
        enter(records, settled, at=later, code=codes.at(later // MICROS))
    with pytest.raises(SignInRefused):
        enter(records, settled, at=later + HOUR)


def test_a_wrong_code_confirms_nothing(records, settled):
    signed = enter(records, settled)
    with records.writing(who(records, signed.key).actor, now_at=NOW_AT) as writing:
        user = writing.session.get(User, signed.user_id)
        enrol_factor(writing, user)
        with pytest.raises(WrongCode):
            confirm_factor(writing, user, "000000x")


def test_posts_that_must_hold_a_second_factor_wait_for_it(records, settled):
    key = enter(records, settled).key
    holder = who(records, key, second_factor_for=frozenset({Post.HANDLER}))
    assert holder.waits_for == "second_factor"


def test_an_ended_account_is_nobody(records, settled):
    signed = enter(records, settled)
    with records.writing(OPERATOR, now_at=NOW_AT) as writing:
        end_account(writing, writing.session.get(User, signed.user_id), reason="left")
    with pytest.raises(NoKey):
        who(records, signed.key)
    with pytest.raises(SignInRefused):
        enter(records, settled)


def test_a_subject_signs_in_without_a_password(records, login):
    signed = sign_in_subject(records, "sub-1", now_at=NOW_AT)
    assert who(records, signed.key).actor.name == "测试王"
    with pytest.raises(SignInRefused):
        sign_in_subject(records, "sub-2", now_at=NOW_AT)


def test_posts_are_given_and_taken_on_record(records, settled):
    signed = enter(records, settled)
    for change, posts in (
        (give_post, {Post.HANDLER, Post.DUTY}),
        (end_post, {Post.HANDLER}),
        (give_post, {Post.HANDLER, Post.DUTY}),
    ):
        with records.writing(OPERATOR, now_at=NOW_AT) as writing:
            change(writing, writing.session.get(User, signed.user_id), Post.DUTY, reason="排班")
        assert who(records, signed.key).actor.posts == posts
