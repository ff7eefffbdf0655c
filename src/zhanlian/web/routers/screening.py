"""Screening over the wire: a citizen asks of one message; nothing of it is kept.

keeps  no key is needed, no record is read or written, nothing is logged; limits of the server
       hold for it as for everything else
"""

from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import AfterValidator, BaseModel, Field

from zhanlian.screening import plain_screened, read_asked, screen_many
from zhanlian.web.shapes import Shape, storable

router = APIRouter(tags=["screening"])
MESSAGE_MAX = 20_000
WORD_MAX = 40

Message = Annotated[str, Field(max_length=MESSAGE_MAX), AfterValidator(storable)]
Word = Annotated[str, Field(max_length=WORD_MAX), AfterValidator(storable)]


class ScreenAsk(Shape):
    """A message, whom it was sent to, and what kind of thing it is; both may be left out."""

    text: Message
    audience: Word = ""
    kind: Word = ""


class ScreenAnswer(BaseModel):
    """The answer as the terminal's ``--json`` gives it."""

    screened: dict[str, Any]


@router.post("/screen", summary="What a message resembles, why, and what to do; nothing is kept")
def screen_message(ask: ScreenAsk) -> ScreenAnswer:
    """Screen one message."""
    asked = read_asked(audience=ask.audience, kind=ask.kind)
    (found,) = screen_many([ask.text], [asked])
    return ScreenAnswer(screened=plain_screened(found))
