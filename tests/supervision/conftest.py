"""The room's tests run on both databases, with passwords that are quick to check."""

from tests.databases import postgres_server, quick_passwords, records, records_url, sqlite_template

__all__ = ["postgres_server", "quick_passwords", "records", "records_url", "sqlite_template"]
