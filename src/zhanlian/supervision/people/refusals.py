"""Refusals at the door: said so that an honest person can act and a guesser learns nothing."""

from zhanlian.terms import Refusal


class SignInRefused(Refusal):
    """The claim to be somebody does not hold."""

    code = "ZL-SUPERVISION-020"

    def __init__(self) -> None:
        super().__init__(
            "You could not be signed in.",
            where="sign-in",
            why="login, password or code do not fit, or the account is ended or locked for a while",
            do_next="try again with a new code; after several failures wait, or ask whoever keeps "
            "the accounts",
        )


class NoKey(Refusal):
    """Nobody is signed in with the key sent."""

    code = "ZL-SUPERVISION-021"

    def __init__(self) -> None:
        super().__init__(
            "Nobody is signed in.",
            where="the key sent with the request",
            why="it is missing, unknown, ended or past its time",
            do_next="sign in again, or make a new token",
        )


class WeakPassword(Refusal):
    """A password that others would guess."""

    code = "ZL-SUPERVISION-022"

    def __init__(self, why: str) -> None:
        super().__init__(
            "This password is too easy to guess.",
            where="password",
            why=why,
            do_next="choose a longer sentence that does not hold the login",
        )


class WrongCode(Refusal):
    """The code of the second factor does not fit."""

    code = "ZL-SUPERVISION-023"

    def __init__(self) -> None:
        super().__init__(
            "This code does not fit.",
            where="second factor",
            why="it is not the code of this moment, or it was used already",
            do_next="wait for the next code; check the clock of the device",
        )


class ScopeTooWide(Refusal):
    """A token was asked to do more than its maker."""

    code = "ZL-SUPERVISION-024"

    def __init__(self, scopes: list[str]) -> None:
        super().__init__(
            "A token cannot reach further than you do.",
            where=", ".join(scopes),
            why="your own key does not hold these scopes",
            do_next="leave them out, or make the token from a session that holds them",
        )
