"""What the container tests share: files written on the spot, and their rows read back."""

from collections.abc import Callable
from pathlib import Path

import pytest

from zhanlian.intake.containers import Received, Sheet, open_sheets


@pytest.fixture
def receive(tmp_path: Path) -> Callable[..., Received]:
    """Write bytes under a name and hand them over."""

    def write(data: bytes, name: str = "样本.csv") -> Received:
        path = tmp_path / name
        path.write_bytes(data)
        return Received(path, name, file_id=7)

    return write


@pytest.fixture
def rows_of() -> Callable[[Sheet], list[list[str]]]:
    """Every row of a sheet as texts."""

    def read(sheet: Sheet) -> list[list[str]]:
        return [block.texts(row) for block in sheet.blocks for row in range(block.row_count)]

    return read


@pytest.fixture
def only_sheet(receive, rows_of) -> Callable[..., tuple[Sheet, list[list[str]]]]:
    """The one sheet of a file of these bytes, and its rows."""

    def read(data: bytes, name: str = "样本.csv") -> tuple[Sheet, list[list[str]]]:
        found = [(sheet, rows_of(sheet)) for sheet in open_sheets(receive(data, name))]
        assert len(found) == 1
        return found[0]

    return read
