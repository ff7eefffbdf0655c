"""``python -m zhanlian.cli``: the same as ``zhanlian``."""

from zhanlian.cli.app import main

main()
