"""Shapes: every JSON answer by name and version, for the docs and the tests that hold them."""

from __future__ import annotations

from zhanlian.desk import (
    Added,
    Checked,
    Decided,
    Explanation,
    FreezeCandidate,
    Holding,
    Layer,
    Made,
    MethodTotals,
    NextQuery,
    OpenQuestion,
    Summary,
    Verified,
)

Field = tuple[str, str]

SHAPES: dict[str, tuple[str, type | dict[str, Field]]] = {
    "made/1": ("`zhanlian new`", Made),
    "added/1": ("`zhanlian add`", Added),
    "summary/1": ("`zhanlian run`, `zhanlian demo`", Summary),
    "checked/1": ("`zhanlian check`", Checked),
    "questions/1": (
        "`zhanlian map CASE`",
        {"questions": ("list[OpenQuestion]", "open questions, those that keep data out first")},
    ),
    "decided/1": ("`zhanlian map` with an answer, `decide`, `undo`", Decided),
    "trace/1": (
        "`zhanlian trace`",
        {
            "methods": ("list[MethodTotals]", "one per method and currency"),
            "holdings": ("list[Holding]", "per method and account, the largest first"),
        },
    ),
    "layers/1": (
        "`zhanlian layers`",
        {
            "method": ("text", "method whose victim money is shown"),
            "layers": ("list[Layer]", "layer by layer"),
        },
    ),
    "next/1": ("`zhanlian next`", {"queries": ("list[NextQuery]", "by rank")}),
    "freeze/1": ("`zhanlian freeze`", {"candidates": ("list[FreezeCandidate]", "by rank")}),
    "explanation/1": ("`zhanlian why`", Explanation),
    "verified/1": ("`zhanlian verify`", Verified),
    "pages/1": (
        "`zhanlian docs`",
        {
            "folder": ("text", "where the pages lie"),
            "pages": ("dict[text, text]", "page -> wrote, same or differs"),
        },
    ),
    "refusal/1": (
        "any verb that refuses; the exit status is not 0",
        {
            "code": ("text", "stable code, see docs/refusals.md"),
            "sentence": ("text", "what happened"),
            "where": ("text", "the place"),
            "why": ("text", "the cause"),
            "next": ("text", "what to do"),
            "exit_status": ("int", "exit status of the process"),
        },
    ),
}
PARTS: tuple[type, ...] = (OpenQuestion, MethodTotals, Holding, Layer, NextQuery, FreezeCandidate)
