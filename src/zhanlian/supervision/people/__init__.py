"""People: accounts, their posts, and how a person or a program proves who it is."""

from zhanlian.supervision.people.accounts import (
    NewAccount,
    add_account,
    choose_password,
    end_account,
    end_post,
    give_password,
    give_post,
)
from zhanlian.supervision.people.keys import (
    Holder,
    end_key,
    end_own_key,
    holder_of,
    make_token,
    own_account,
)
from zhanlian.supervision.people.refusals import (
    NoKey,
    ScopeTooWide,
    SignInRefused,
    WeakPassword,
    WrongCode,
)
from zhanlian.supervision.people.secondfactor import confirm_factor, enrol_factor, remove_factor
from zhanlian.supervision.people.signing import (
    STRICT,
    Claim,
    Policy,
    SignedIn,
    sign_in,
    sign_in_subject,
)

__all__ = [
    "STRICT",
    "Claim",
    "Holder",
    "NewAccount",
    "NoKey",
    "Policy",
    "ScopeTooWide",
    "SignInRefused",
    "SignedIn",
    "WeakPassword",
    "WrongCode",
    "add_account",
    "choose_password",
    "confirm_factor",
    "end_account",
    "end_key",
    "end_own_key",
    "end_post",
    "enrol_factor",
    "give_password",
    "give_post",
    "holder_of",
    "make_token",
    "own_account",
    "remove_factor",
    "sign_in",
    "sign_in_subject",
]
