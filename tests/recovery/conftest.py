"""What tests of this room share: the example case."""

from tests.example import example, own_example, run_cli

__all__ = ["example", "own_example", "run_cli"]
