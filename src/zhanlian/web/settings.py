"""Settings: where a server keeps its things and how strict it is.

in     a home folder, and ``server.toml`` in it where somebody wrote one
out    ``Settings``, with defaults for what was not said
keeps  an unknown name in the file is refused, not passed over
"""

import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from zhanlian.supervision.people import Policy
from zhanlian.supervision.tables import Post
