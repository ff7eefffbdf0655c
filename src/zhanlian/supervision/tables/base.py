"""Base: what every table of the records shares: its key, its version, who made it and when.

in     one class per table, in a file per subject; ``tables/__init__`` loads them all
out    ``Base.metadata``: the migrations and both databases follow it
keeps  every record has an id nobody reuses, a version that counts its changes, its makers and
       their moments; codes are checked by the database too; moments are int64 microseconds
"""

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, ClassVar

from sqlalchemy import JSON, BigInteger, Date, Enum, ForeignKey, MetaData, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

from zhanlian.supervision.tables.codes import Act

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

Id = Annotated[str, mapped_column(Text, primary_key=True)]


class Base(DeclarativeBase):
    """Every table of the records."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {  # noqa: RUF012  read by SQLAlchemy, never written
        int: BigInteger,
        str: Text,
        date: Date,
        dict[str, Any]: JSON,
        list[str]: JSON,
    }


class Record(Base):
    """A row that people write: changed only through ``Writing``, which counts its versions.

    The id is a ULID: 26 signs, in the order of creation, so lists page by it. ``needs`` is
    the act an access rule is asked about; ``needs_for`` names the columns that need another.
    """

    __abstract__ = True

    needs: ClassVar[Act] = Act.WRITE
    needs_for: ClassVar[Mapping[str, Act]] = {}

    id: Mapped[Id]
    version: Mapped[int]
    created_at: Mapped[int]
    created_by: Mapped[str]
    changed_at: Mapped[int]
    changed_by: Mapped[str]

    @declared_attr.directive
    def __tablename__(cls) -> str:  # noqa: N805  SQLAlchemy hands the class
        return table_name(cls.__name__)


SECRET = {"secret": True}
"""Marks a column whose values never enter the audit chain: the entry says that it changed."""

MASKED_NAME = {"mask": "name"}
MASKED_NUMBER = {"mask": "number"}
"""Marks columns that name people or their money: shown as stars unless opened on the record."""

BOOKKEEPING = ("id", "version", "created_at", "created_by", "changed_at", "changed_by")


def table_name(class_name: str) -> str:
    """``ListedCase`` is kept in ``listed_case``."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", class_name).lower()


def one_of(codes: type[StrEnum]) -> Any:
    """A column that holds one of ``codes``, as its text; the database refuses any other."""
    return mapped_column(
        Enum(
            codes,
            name=table_name(codes.__name__),
            native_enum=False,
            create_constraint=True,
            length=40,
            values_callable=lambda kind: [code.value for code in kind],
        )
    )


def link(target: str, **options: Any) -> Any:
    """A column that holds the id of another row; the database keeps it true."""
    return mapped_column(Text, ForeignKey(f"{target}.id"), index=True, **options)
