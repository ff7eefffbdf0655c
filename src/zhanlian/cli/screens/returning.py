"""Returning: return plans and where they stand, on the screen.

in     plans from the desk
out    accounts, payments with their grounds, questions, what others ways would give
keeps  every figure of another way or convention stands under a sentence that it is no basis
"""

from __future__ import annotations

from collections.abc import Sequence

from zhanlian.cli.face import Face
from zhanlian.cli.screens.say import DASH, say_account, say_amount, say_code
from zhanlian.cli.screens.tables import draw_table
from zhanlian.desk import returning
from zhanlian.recovery import ground

RIGHT = ("frozen", "booked", "matched", "kept", "paid", "rest", "base", "amount", "loss", "good",
         "net", "gross", "tide")  # fmt: skip


def draw_proposed(face: Face, found: returning.Proposed) -> None:
    """Draw a plan as computed."""
    words = face.words
    told = words("return.recorded", plan=found.plan) if found.plan else words("return.proposed")
    face.say(f"{told}  {words('return.as_of', on=found.on, law=found.law_version)}", style="bold")
    face.say(_sums(face, found))
    _draw(face, "accounts", [_account(face, each) for each in found.accounts])
    _draw(face, "lines", [_line(face, each) for each in found.lines])
    _say_grounds(face, found)
    if found.needs_notice:
        face.say(words("return.needs_notice"))
    for each in found.left_out:
        why = words.value("return_why", each["why"])
        face.say(words("return.left_out", account=say_account(face, each["account"]), why=why))
    _draw_compared(face, found)
    face.say(words("return.a_person_decides"))


def _sums(face: Face, found: returning.Proposed | returning.Followed) -> str:
    return face.words(
        "return.sums",
        frozen=say_amount(found.frozen_minor),
        paid=say_amount(found.paid_minor),
        kept=say_amount(found.kept_minor),
        rest=say_amount(found.rest_minor),
    )


def _account(face: Face, each: returning.ReturnAccount) -> list[str]:
    return [
        say_account(face, each.account), face.words.value("return_situation", each.situation),
        say_amount(each.frozen_minor), say_amount(each.booked_minor),
        say_amount(each.matched_minor), say_amount(each.paid_minor), say_amount(each.kept_minor),
        say_amount(each.rest_minor),
    ]  # fmt: skip


def _line(face: Face, each: returning.ReturnLine) -> list[str]:
    return [
        say_account(face, each.account), each.victim,
        face.words.value("return_situation", each.situation), say_amount(each.base_minor),
        each.ratio, say_amount(each.amount_minor), "; ".join(each.transfers) or DASH,
    ]  # fmt: skip


def _say_grounds(face: Face, found: returning.Proposed) -> None:
    """Every ground used, once, with its provisions; then what a person must answer."""
    lang = face.words.lang
    used = dict.fromkeys(key for line in found.lines for key in line.grounds)
    for key in used:
        face.say(f"  {_ground(key, lang)}")
    for account in found.accounts:
        for broken in account.breaks:
            mixed = face.codes("mark.comma").join(broken["mixed_with"])
            other = face.words("return.other_money") if broken["has_other"] else ""
            face.say(
                face.words(
                    "return.broken", victim=broken["victim"], transfer=broken["transfer"],
                    account=say_account(face, broken["account"]),
                    mixed=face.codes("mark.comma").join(each for each in (mixed, other) if each),
                )
            )  # fmt: skip
        for ask in account.asks:
            said = _ground(ask, lang)
            face.say(face.words("return.ask", account=say_account(face, account.account),
                                ask=ask, said=said))  # fmt: skip


def _ground(key: str, lang: str) -> str:
    found = ground(key)
    cites = "; ".join(str(each) for each in found.cites)
    return (found.zh if lang == "zh" else found.en) + (f" [{cites}]" if cites else "")


def _draw_compared(face: Face, found: returning.Proposed) -> None:
    """Other ways and conventions, each under the sentence that they decide nothing."""
    if found.alternatives:
        face.say(face.words("return.alternatives"), style="bold")
        rows = [
            [
                each.victim, say_amount(each.loss_minor), say_amount(each.made_good_minor),
                say_amount(each.net_loss_minor), say_amount(each.gross_loss_minor),
                say_amount(each.rising_tide_minor),
            ]
            for each in found.alternatives
        ]  # fmt: skip
        _draw(face, "alternatives", rows)
    if found.conventions:
        face.say(face.words("return.conventions"), style="bold")
        rows = [
            [say_account(face, each.account), say_code(face, "method", each.method),
             each.victim or face.words("trace.nobody"), say_amount(each.amount_minor)]
            for each in found.conventions
        ]  # fmt: skip
        _draw(face, "conventions", rows)


def draw_followed(face: Face, plans: Sequence[returning.Followed]) -> None:
    """Draw where recorded plans stand."""
    words = face.words
    if not plans:
        face.say(words("return.no_plan"))
    for each in plans:
        state = words.value("return_state", each.state)
        face.say(words("return.stands", plan=each.plan, state=state), style="bold")
        for line in _days(face, each):
            face.say(f"  {line}")
        face.say(f"  {_sums(face, each)}")
        _draw(face, "payments", [_payment(face, line) for line in each.lines])
        if each.objections:
            _draw(face, "objections", [_objection(face, one) for one in each.objections])
        for ask in each.open_asks:
            account, said = say_account(face, ask["account"]), _ground(ask["ask"], words.lang)
            face.say(words("return.ask", account=account, ask=ask["ask"], said=said))


def _days(face: Face, each: returning.Followed) -> list[str]:
    """The days that are known, each with its name."""
    said = {
        "made_on": each.made_on,
        "noticed_on": each.noticed_on,
        "notice_ends": " / ".join(each.notice_ends),
        "free_from": each.free_from,
        "approved_on": each.approved_on,
        "instructed_on": each.instructed_on,
        "bank_due_on": each.bank_due_on,
        "replaced_by": each.replaced_by,
    }
    return [f"{face.words(f'return_days.{name}')} {text}" for name, text in said.items() if text]


def _payment(face: Face, each: returning.FollowedLine) -> list[str]:
    done = face.words.value("return_outcome", each.outcome or "waiting")
    late = face.words("return.late") if each.is_late else ""
    return [
        say_account(face, each.account), each.victim,
        face.words.value("return_situation", each.situation), say_amount(each.base_minor),
        say_amount(each.amount_minor), done, f"{each.done_on} {late}".strip() or DASH,
    ]  # fmt: skip


def _objection(face: Face, each: returning.FollowedObjection) -> list[str]:
    late = face.words("return.late") if each.is_late else ""
    return [
        each.objection, face.shown(each.by), face.words.value("return_party", each.party),
        f"{each.on} {late}".strip(), face.words.value("return_outcome", each.outcome or "waiting"),
    ]  # fmt: skip


def _draw(face: Face, name: str, rows: Sequence[Sequence[str]]) -> None:
    heads = face.words.columns(f"return_columns.{name}")
    right = [text for key, text in heads.items() if key in RIGHT]
    draw_table(face, list(heads.values()), rows, keys=(0, 1), right=right)
