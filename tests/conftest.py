"""What every test may ask for: the shared material, one hypothesis profile, and no network."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

REPO = Path(__file__).resolve().parents[1]
IN_CI = os.environ.get("CI", "").lower() == "true"
LOOPBACK = ("127.", "::1", "localhost")

settings.register_profile("house", deadline=None, max_examples=60, derandomize=IN_CI)
settings.load_profile("house")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The material beside the repository; ``ZHANLIAN_SHARED`` names another place."""
    place = Path(os.environ.get("ZHANLIAN_SHARED", REPO.parent / "shared"))
    if place.is_dir():
        return place
    missing = "the shared material is not beside this repository: set ZHANLIAN_SHARED to its folder"
    if IN_CI:
        pytest.fail(missing)
    pytest.skip(missing)


@pytest.fixture(scope="session")
def samples(shared: Path) -> Path:
    """The small made-up deliveries, each with the conclusions it must lead to."""
    return shared / "domain" / "samples"


def _is_outside(address: object) -> bool:
    return isinstance(address, tuple) and not str(address[0]).startswith(LOOPBACK)


@pytest.fixture(scope="session", autouse=True)
def no_network() -> Iterator[None]:
    """No step opens a network connection; a test that tries fails where it tried."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        if _is_outside(address):
            message = f"a test opened a connection to {address}: no step may"
            raise AssertionError(message)
        connect(self, address)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        yield
