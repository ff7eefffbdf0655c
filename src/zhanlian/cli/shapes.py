"""Shapes: every JSON answer by name and version, for the docs and the tests that hold them."""

from __future__ import annotations

from zhanlian.desk import (
    Added,
    Checked,
    Comparison,
    Converted,
    Decided,
    Explanation,
    FreezeCandidate,
    Holding,
    Layer,
    Made,
    MethodTotals,
    NextQuery,
    OpenQuestion,
    OriginHolding,
    Sensitivity,
    Statement,
    Summary,
    UpperBound,
    Verified,
    holding,
    papers,
    returning,
    screening,
    walks,
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
            "comparison": ("Comparison", "with `--method all`; else empty"),
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
    "measures/1": (
        "`zhanlian measures`",
        {
            "measures": ("list[MeasureRow]", "by account and time"),
            "unplaced_count": ("int", "lines of measure sheets without an account or a start"),
        },
    ),
    "assets/1": ("`zhanlian assets`", {"assets": ("list[AssetRow]", "recorded ones first")}),
    "confiscation/1": (
        "`zhanlian confiscate`",
        {"sheet": ("dict", "start, conditions, papers, persons, assets to prove, terms")},
    ),
    "execution/1": (
        "`zhanlian execute`",
        {
            "currency": ("text", "currency of the amounts"),
            "realised_minor": ("int", "what there was to pay from"),
            "left_minor": ("int", "what is left of it"),
            "paid": ("list", "debt_id, rank, owed_minor, paid_minor, asset_id, ground, in order"),
            "unclaimed": ("list", "debt_id, amount_minor, state, ends_on"),
        },
    ),
    "restitution/1": (
        "`zhanlian restitution`",
        {"sheet": ("dict", "amounts in minor units, exact shares, reasons on both sides")},
    ),
    "alert/1": ("`zhanlian alert`", walks.Alerted),
    "route/1": ("`zhanlian where`", walks.Routed),
    "expansion/1": ("`zhanlian expand`", walks.Expanded),
    "patterns/1": (
        "`zhanlian patterns`",
        {"patterns": ("list[PatternHit]", "by kind, the largest first")},
    ),
    "explanation/1": ("`zhanlian why`", Explanation),
    "verified/1": ("`zhanlian verify`", Verified),
    "return_plan/1": ("`zhanlian plan-return`", returning.Proposed),
    "return_plans/1": (
        "`zhanlian objections`, `zhanlian pay`",
        {"plans": ("list[Followed]", "recorded plans and where they stand")},
    ),
    "papers/1": ("`zhanlian papers write`, `confiscate`, `fill`, `assess`", papers.Papers),
    "paper_kinds/1": (
        "`zhanlian papers kinds`, `fields`",
        {"kinds": ("list[PaperKind]", "kinds of documents, with their fields")},
    ),
    "paper_templates/1": (
        "`zhanlian papers templates`",
        {
            "folder": ("text", "where the templates lie"),
            "written": ("list[text]", "files that were copied"),
            "kept": ("list[text]", "files that lay there already and were left as they are"),
        },
    ),
    "law_list/1": (
        "`zhanlian law list`",
        {
            "version": ("text", "edition of the legal data and digest of its files"),
            "parameters": ("list", "parameter, zh, en: the question it answers"),
        },
    ),
    "law_value/1": (
        "`zhanlian law explain`",
        {
            "version": ("text", "edition of the legal data"),
            "parameter": ("text", "its name"),
            "zh": ("text", "its question in Chinese"),
            "en": ("text", "its question in English"),
            "unit": ("text", "what a value counts"),
            "counts": ("text", "of what, for a count"),
            "picked_by": ("text", "which date of the case chooses the row"),
            "on": ("text", "the day asked about, empty for the whole history"),
            "values": ("list", "dated rows: value or low and high, from_on, to_on, cites, doubt"),
            "instruments": ("list", "the instruments they cite"),
        },
    ),
    "law_diff/1": (
        "`zhanlian law diff`",
        {
            "version": ("text", "edition of the legal data"),
            "first_on": ("text", "first day"),
            "second_on": ("text", "second day"),
            "changes": ("list", "parameter, only_for, before, after; null where no rule was"),
        },
    ),
    "law_check/1": (
        "`zhanlian law check`; exit status 4 if there is a fault",
        {
            "version": ("text", "edition of the legal data"),
            "parameter_count": ("int", "parameters"),
            "value_count": ("int", "dated rows"),
            "instrument_count": ("int", "instruments"),
            "standings": ("dict[text, int]", "rows by how sure they are"),
            "faults": ("list", "kind, place, told"),
        },
    ),
    "law_assessment/1": (
        "`zhanlian law assess`",
        {"assessment": ("dict", "law_version, persons: proposals with elements, tier, gaps, asks")},
    ),
    "law_linkage/1": (
        "`zhanlian law linkage`",
        {"linkage": ("list", "person_id, law_version, answers by rule, refused by rule")},
    ),
    "law_term/1": (
        "`zhanlian law term`",
        {
            "version": ("text", "edition of the legal data"),
            "term": ("dict", "ends, status, alerts, what moved the end, what may be granted"),
        },
    ),
    "demo_server/1": (
        "`zhanlian demo --server`",
        {
            "home": ("text", "folder of the server"),
            "case_id": ("text", "id of the made-up case"),
            "passwords": ("dict", "login -> first password; told once"),
        },
    ),
    "admin_unit/1": (
        "`zhanlian admin unit`",
        {
            "unit_id": ("text", "id of the unit"),
            "name": ("text", "its name"),
            "agency": ("text", "police or procuratorate"),
            "level": ("text", "national, province, city or county"),
            "region": ("text", "six digits"),
        },
    ),
    "admin_user/1": (
        "`zhanlian admin user`",
        {
            "user_id": ("text", "id of the account"),
            "login": ("text", "its login"),
            "password": ("text", "first password; told once"),
        },
    ),
    "admin_password/1": (
        "`zhanlian admin password`",
        {"login": ("text", "login"), "password": ("text", "new first password; told once")},
    ),
    "audit_head/1": (
        "`zhanlian audit verify`, `zhanlian audit export`",
        {"seq": ("count", "entries of the chain"), "digest": ("text", "digest of the last")},
    ),
    "classified/1": (
        "`zhanlian classify`",
        {"narratives": ("list", "source, answer: state, types with shares, deciding sentences")},
    ),
    "bulletin/1": (
        "`zhanlian bulletin`",
        {
            "bulletin": ("dict", "months, counts by type, season, cards; sentences kept back"),
            "open_count": ("count", "open cases of the file, not used"),
            "sheet": ("text", "the page written, empty where none"),
        },
    ),
    "law_worksheet/1": (
        "`zhanlian law sentence`",
        {
            "version": ("text", "edition of the legal data"),
            "worksheet": ("dict", "lines with their ranges before and after, the package"),
        },
    ),
    "screened/1": (
        "`zhanlian screen`",
        {
            "answers": (
                "list",
                (
                    "source, state, probability_ppm, types, donts, evidence, entities, links, "
                    "impersonated, steps (id, zh, en), acts, audience, kind, disguises, versions"
                ),
            ),
        },
    ),
    "screened_many/1": (
        "`zhanlian screen --many`",
        {"messages": ("list[Queued]", "one per message, the most urgent first")},
    ),
    "entities/1": (
        "`zhanlian entities`",
        {"texts": ("list", "source, entities, doubtful: type, start, end, text, value, checks")},
    ),
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
PARTS: tuple[type, ...] = (
    OpenQuestion, MethodTotals, Holding, Layer, NextQuery, FreezeCandidate, Comparison, Statement,
    Sensitivity, UpperBound, Converted, OriginHolding, screening.Queued, papers.PaperKind,
    holding.MeasureRow, holding.AssetRow, returning.ReturnAccount, returning.ReturnLine,
    returning.Alternative, returning.Convention,
    returning.Followed, returning.FollowedLine, returning.FollowedObjection,
)  # fmt: skip
