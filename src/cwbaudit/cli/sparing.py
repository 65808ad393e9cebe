"""What a command does without, so that it answers sooner."""

from __future__ import annotations

import sys
from importlib.abc import MetaPathFinder


class WithoutPandas(MetaPathFinder):
    """Denies pandas once: to pyarrow, which loads it at the first list that it is given, to ask whether the list is a Series.

    That takes a third of a second and 60 MB, and no command makes or takes a Series. pyarrow asks only once; whoever asks next, or
    comes by way of pgeocode, gets pandas. Only a process of the command line is told so, never one that has us as its library.
    """

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        if name == "pandas" and "pgeocode" not in sys.modules:
            sys.meta_path.remove(self)
            raise ModuleNotFoundError("pandas is not needed here", name=name)
