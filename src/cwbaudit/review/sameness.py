"""Who is decided to be the same as whom, through however many steps, and who is decided to be another."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterable

from cwbaudit import names
from cwbaudit.config.decisions import SupplierDecision


class Sameness:
    """What supplier decisions say together. `node` is what a name stands for: its normal form, or the supplier of an audit."""

    def __init__(self, decisions: Iterable[SupplierDecision], node: Callable[[str], str] = names.key) -> None:
        self._node = node
        self._links: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self.apart: list[SupplierDecision] = []
        for decision in decisions:
            if decision.verdict == "different":
                self.apart.append(decision)
                continue
            left, right = node(decision.name), node(decision.supplier)
            self._links[left].append((right, decision.written))
            self._links[right].append((left, decision.written))
        self._groups: dict[str, str] = {}
        for start in sorted(self._links):
            if start not in self._groups:
                self._groups.update(dict.fromkeys(self._reached(start), start))
        self._parted = {frozenset((self.group(d.name), self.group(d.supplier))) for d in self.apart}

    def group(self, name: str) -> str:
        """The same for every name that is decided to be one supplier."""
        return self._groups.get(self._node(name), self._node(name))

    def verdict(self, left: str, right: str) -> str:
        """`same` or `different`, where decisions say so, if only together; else empty."""
        pair = frozenset((self.group(left), self.group(right)))
        return "same" if len(pair) == 1 else "different" if pair in self._parted else ""

    def chain(self, left: str, right: str) -> tuple[str, ...]:
        """Where the decisions stand that make the two the same, step by step; empty where none do."""
        goal = self._node(right)
        steps = self._reached(self._node(left))
        found: list[str] = []
        while goal in steps and steps[goal][1]:
            found.append(steps[goal][1])
            goal = steps[goal][0]
        return tuple(reversed(found))

    def _reached(self, start: str) -> dict[str, tuple[str, str]]:
        """Every node that is the same as `start`, with the node before it and where the decision between them stands."""
        steps = {start: ("", "")}
        queue = deque([start])
        while queue:
            here = queue.popleft()
            for there, written in self._links.get(here, ()):
                if there not in steps:
                    steps[there] = (here, written)
                    queue.append(there)
        return steps
