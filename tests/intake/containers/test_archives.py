"""Archives: every member with its path, bounds that hold, and one member again by its path."""

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from zhanlian.intake.containers import (
    Kind,
    Limits,
    open_archive,
    open_members,
    read_line,
    reopen_member,
)
from zhanlian.intake.containers.archives import directory_bytes
from zhanlian.intake.containers.naming import member_name
from zhanlian.intake.containers.refusals import (
    ExpandsTooMuch,
    MemberDamaged,
    NestedTooDeep,
    TooManyMembers,
)


def packed(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


NESTED = packed({
    "a.csv": b"a,b\n1,2\n",
    "in/b.zip": packed({"c.csv": b"c\n3\n", "d.csv.gz": gzip.compress(b"d\n4\n")}),
    ".DS_Store": b"x",
    "__MACOSX/._a.csv": b"x",
})  # fmt: skip


def test_members_come_depth_first_with_their_paths(receive):
    found = [(m.delivered_path, m.member_path, m.kind) for m in open_members(receive(NESTED, "z"))
             if not m.skipped]  # fmt: skip
    assert found == [
        ("z", "", Kind.ZIP),
        ("z!a.csv", "a.csv", Kind.TEXT),
        ("z!in/b.zip", "in/b.zip", Kind.ZIP),
        ("z!in/b.zip!c.csv", "in/b.zip!c.csv", Kind.TEXT),
        ("z!in/b.zip!d.csv.gz", "in/b.zip!d.csv.gz", Kind.GZIP),
        ("z!in/b.zip!d.csv.gz!d.csv", "in/b.zip!d.csv.gz!content", Kind.TEXT),
    ]


def test_rubbish_inside_is_told(receive):
    skipped = {m.delivered_path: m.skipped for m in open_members(receive(NESTED, "z")) if m.skipped}
    assert set(skipped) == {"z!.DS_Store", "z!__MACOSX/._a.csv"}
    assert all(skipped.values())


def test_every_member_opens_again_by_its_path(receive, tmp_path):
    received = receive(NESTED, "z")
    for member in open_members(received):
        if member.member_path and not member.skipped:
            again = reopen_member(received.path, member.member_path, tmp_path)
            assert again.path.read_bytes() == member.path.read_bytes()
            assert again.member_path == member.member_path


def test_line_of_a_member_is_read_again(receive, tmp_path):
    member = reopen_member(receive(NESTED, "z").path, "in/b.zip!d.csv.gz!content", tmp_path)
    assert read_line(member, 0, 2) == ("4", ["4"])


def test_unknown_member_is_refused(receive, tmp_path):
    with pytest.raises(MemberDamaged):
        reopen_member(receive(NESTED, "z").path, "in/b.zip!x.csv", tmp_path)


def test_members_stay_only_as_long_as_needed(receive):
    paths: list[Path] = []
    for member in open_members(receive(NESTED, "z")):
        if member.member_path and not member.skipped:
            assert member.path.is_file()
            paths.append(member.path)
    assert paths
    assert not any(path.exists() for path in paths)


def test_open_archive_gives_one_level(receive, tmp_path):
    names = [m.member_path for m in open_archive(receive(NESTED, "z"), tmp_path) if not m.skipped]
    assert names == ["a.csv", "in/b.zip"]


def refusals_under(receive, limits: Limits, data: bytes = NESTED) -> dict[str, type]:
    found = open_members(receive(data, "z"), limits)
    return {m.delivered_path: type(m.refusal) for m in found if m.refusal}


def test_depth_is_bounded(receive):
    assert refusals_under(receive, Limits(depth=1)) == {"z!in/b.zip": NestedTooDeep}


def test_count_is_bounded_over_all_levels(receive):
    assert refusals_under(receive, Limits(member_count=5)) == {"z!in/b.zip": TooManyMembers}
    assert refusals_under(receive, Limits(member_count=3)) == {"z": TooManyMembers}


def test_total_is_bounded_and_small_members_go_on(receive):
    data = packed({"big.csv": b"a" * 5000, "small.csv": b"a,b\n"})
    assert refusals_under(receive, Limits(total_bytes=4000), data) == {"z!big.csv": ExpandsTooMuch}


def test_growth_is_bounded_by_what_comes_out(receive):
    data = gzip.compress(bytes(500_000))
    limits = Limits(growth=200, growth_from_bytes=100_000)
    assert refusals_under(receive, limits, data) == {"z!z": ExpandsTooMuch}


def test_many_small_bombs_are_one_bomb(receive):
    data = packed({f"{n}.csv": bytes(50_000) for n in range(9)})
    limits = Limits(growth=100, growth_from_bytes=60_000)
    refused = refusals_under(receive, limits, data)
    assert refused
    assert set(refused.values()) == {ExpandsTooMuch}


def test_list_of_members_is_measured_before_it_is_read(receive):
    path = receive(packed({"a" * 60: b"", "b" * 60: b""}), "z").path
    assert 200 < directory_bytes(path) < 300
    assert directory_bytes(receive(b"no zip", "y").path) == 0


@pytest.mark.parametrize("name", ["样例.csv", "a\\b.csv", "éa.csv"])
@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_names_are_decoded_as_meant(name, encoding):
    raw = name.encode(encoding)
    info = zipfile.ZipInfo(raw.decode("cp437"))
    assert member_name(info) == name.replace("\\", "/")


def test_unicode_name_beside_the_old_one_wins():
    info = zipfile.ZipInfo("old.csv")
    name = "样例.csv".encode()
    info.extra = b"\x55\x54\x01\x00x" + b"\x75\x70" + (5 + len(name)).to_bytes(2, "little")
    info.extra += b"\x01\x00\x00\x00\x00" + name
    assert member_name(info) == "样例.csv"
