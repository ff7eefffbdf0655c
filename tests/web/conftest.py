"""A server in the process, over fresh records of either database, with a cast that signs in."""

import pytest

from tests.databases import postgres_server, quick_passwords, records, records_url, sqlite_template
from tests.web.clients import Server

__all__ = ["postgres_server", "quick_passwords", "records", "records_url", "sqlite_template"]


@pytest.fixture
def server(records, tmp_path):
    """The app over the test's records."""
    return Server(records, tmp_path)
