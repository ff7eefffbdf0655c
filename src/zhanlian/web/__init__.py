"""Web: the server: records, jobs and audit over HTTP, for both agencies.

comes in   requests with a key; a home folder with settings
goes out   JSON whose shapes follow the tables; refusals as problem details; /api/openapi.json
stays out  rules of any kind: an address parses, calls a door, and shows what came of it
start at   ``make_app``; ``serve`` runs it with one worker for jobs
"""

from zhanlian.web.app import make_app
from zhanlian.web.asking import now
from zhanlian.web.seeding import Seeded, seed
from zhanlian.web.serving import HOST, PORT, Address, serve
from zhanlian.web.settings import Settings, read_settings

__all__ = [
    "HOST",
    "PORT",
    "Address",
    "Seeded",
    "Settings",
    "make_app",
    "now",
    "read_settings",
    "seed",
    "serve",
]
