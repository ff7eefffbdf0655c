"""Second factor: codes of 30 seconds (TOTP), each used once.

keeps  a code counts in its own step and the two beside it, and never twice
"""

from dataclasses import replace

import pyotp

from zhanlian.supervision.access import MACHINE
from zhanlian.supervision.people.refusals import WrongCode
from zhanlian.supervision.tables import User
from zhanlian.supervision.writing import Writing
from zhanlian.terms import MICROS

ISSUER = "Zhanlian"
STEP_S = 30
PENDING = "pending:"  # before a secret that no code has confirmed yet


def enrol_factor(writing: Writing, user: User) -> str:
    """A new secret as the address an authenticator app reads; not yet asked for."""
    secret = pyotp.random_base32()
    _keep(writing, user, PENDING + secret, "enrolling a second factor")
    return pyotp.TOTP(secret).provisioning_uri(name=user.login, issuer_name=ISSUER)


def confirm_factor(writing: Writing, user: User, code: str) -> None:
    """From here on the account asks for codes; ``WrongCode`` where this one does not fit."""
    secret = (user.totp_secret or "").removeprefix(PENDING)
    step = matching_step(secret, code, now_at=writing.now_at, used_step=0)
    if step is None:
        raise WrongCode
    _keep(writing, user, secret, "second factor confirmed", step=step)


def remove_factor(writing: Writing, user: User, *, reason: str) -> None:
    """The account asks for no codes any more: for a lost device."""
    writing.change(user, {"totp_secret": None}, version=user.version, reason=reason)


def matching_step(secret: str, code: str, *, now_at: int, used_step: int) -> int | None:
    """The time step whose code this is; None where it fits none, or one already used."""
    if not secret:
        return None
    now_step = now_at // MICROS // STEP_S
    codes = pyotp.TOTP(secret)
    return next(
        (
            step
            for step in (now_step - 1, now_step, now_step + 1)
            if step > used_step and pyotp.utils.strings_equal(code, codes.at(step * STEP_S))
        ),
        None,
    )


def _keep(writing: Writing, user: User, secret: str, reason: str, *, step: int = 0) -> None:
    """A person's own factor is theirs to set: the machine writes the row, the reason says who."""
    machine = replace(writing, actor=MACHINE)
    new = {"totp_secret": secret, "totp_used_step": max(step, user.totp_used_step)}
    said = f"{reason}, asked by {writing.actor.user_id}"
    machine.change(user, new, version=user.version, reason=said)
