"""The example case, made once a session and copied for tests that change it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from zhanlian.cli import run
from zhanlian.desk import run_demo


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example case, traced, with its reports; for reading only."""
    folder = tmp_path_factory.mktemp("example") / "demo-case"
    run_demo(folder)
    return folder


@pytest.fixture
def own_example(example: Path, tmp_path: Path) -> Path:
    """A copy of the example case that a test may change."""
    return Path(shutil.copytree(example, tmp_path / "demo-case"))


@pytest.fixture
def run_cli(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Run one command line in this process: exit status, stdout, stderr."""

    def call(*arguments: object) -> tuple[int, str, str]:
        status = run([str(each) for each in arguments])
        said = capsys.readouterr()
        return status, said.out, said.err

    return call
