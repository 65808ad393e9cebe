"""Which two suppliers may be one, and why nobody has joined them: what a person should settle."""

from __future__ import annotations

from cwbaudit.resolve.clusters import Clusters
from cwbaudit.resolve.links import Link


def likeliest(groups: Clusters) -> list[Link]:
    """For each two suppliers in doubt their strongest link; none where a person has said that they differ."""
    best: dict[tuple[int, int], Link] = {}
    for link in sorted(groups.doubts, key=lambda link: (-link.score, link.one, link.other)):
        left, right = sorted((groups.find(link.one), groups.find(link.other)))
        if left != right and right not in groups.apart.get(left, ()):
            best.setdefault((left, right), link)
    return list(best.values())
