"""Gives every way of writing its supplier: an id, a name, how it was found and what spoke for and against."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from cwbaudit import names
from cwbaudit.config.decisions import SupplierDecision
from cwbaudit.resolve.clusters import Clusters, cluster
from cwbaudit.resolve.crew import uncollected
from cwbaudit.resolve.links import Link, links
from cwbaudit.resolve.naming import Weights, chosen
from cwbaudit.resolve.subjects import Subjects, Written, gather
from cwbaudit.terms import Method


class Identity(NamedTuple):
    """Who one way of writing means; `score` is 100 where there was nothing to weigh."""

    supplier_id: str
    supplier: str
    method: Method
    score: float
    decided_by: str = ""
    because: str = ""
    against: str = ""


_DECISION, _LIKENESS, _EXACT, _OWN_NAME = Method.DECISION, Method.LIKENESS, Method.EXACT, Method.OWN_NAME  # looked up a million times
_NOBODY = Identity("", "", _OWN_NAME, 0.0)


@dataclass
class Resolved:
    """The groups, and who each way of writing means, in the order of `written`."""

    written: Sequence[Written]
    groups: Clusters
    identities: list[Identity]


def identify(written: Sequence[Written], weights: Weights, decisions: Iterable[SupplierDecision] = (), why: bool = True) -> Resolved:
    """The groups of `written`; each is named as `naming.chosen` says.

    Without `why` neither the pairs that a person should settle are told nor what spoke for an answer and against it, and half of the work
    is spared; the groups are the same.
    """
    decisions = tuple(decisions)
    with uncollected():
        subjects = gather(written)
        groups = cluster(subjects, links(subjects, doubts=why), decisions)
        return Resolved(written, groups, _identities(written, weights, groups, decisions, why))


def _identities(
    written: Sequence[Written], weights: Weights, groups: Clusters, decisions: Iterable[SupplierDecision], why: bool
) -> list[Identity]:
    """Group by group, so that what is looked at together lies together: with a million names that saves more than all else here."""
    decided = {names.key(decision.supplier) for decision in decisions if decision.verdict == "same"}
    leaders = groups.leaders()[np.fromiter((each.subject for each in written), np.int64, len(written))]
    order = np.argsort(leaders, kind="stable")
    ends = np.flatnonzero(np.diff(leaders[order], append=-1)) + 1
    by_group, found = order.tolist(), [_NOBODY] * len(written)
    for start, end in pairwise([0, *ends.tolist()]):
        places = by_group[start:end]
        here = [written[at] for at in places]
        named = here[0] if len(here) == 1 else chosen(here, weights and [weights[at] for at in places], decided, groups)
        for at, identity in zip(places, _who(here, named, groups, why), strict=True):
            found[at] = identity
    return found


def _who(here: Sequence[Written], named: Written, groups: Clusters, why: bool) -> list[Identity]:
    """Who each of one group means, which is called as `named` is written; and `why`."""
    subjects, because, decided = groups.subjects, groups.because, groups.decided
    name, called = named.name.strip(), named.subject
    label, key = subjects.keys[called], subjects.key(called)
    supplier_id = "s-" + hashlib.md5(label.encode(), usedforsecurity=False).hexdigest()[:12]
    own = Identity(supplier_id, name, _OWN_NAME, 100.0, "", "written just as the supplier is named here" if why else "")
    if len(here) == 1:
        return [own]
    exact: Identity | None = None
    found = []
    for each in here:
        link = because.get(subject := each.subject)
        if each is named or each.name.strip() == name:
            found.append(own)
        elif decided and subject != called and subject in decided:
            found.append(Identity(supplier_id, name, *_decided(each.name, decided[subject])))
        elif not link or subject == called or subjects.key(subject) == key:
            if not exact:
                because_of = f'the same as "{name}" once case, punctuation and legal form are set aside: "{key}"' if why else ""
                exact = Identity(supplier_id, name, _EXACT, 100.0, "", because_of)
            found.append(exact)
        elif why:
            found.append(Identity(supplier_id, name, link.method, link.score, "", _told(link, subject, subjects), link.against))
        else:
            found.append(Identity(supplier_id, name, link.method, link.score))
    return found


def _decided(name: str, decisions: Sequence[SupplierDecision]) -> tuple[Method, float, str, str]:
    """How one of the names that people decided on is who it is. They are credited with the spelling that they saw; another spelling of the
    name is the same by its writing, and only that name by their word."""
    for decision in decisions:
        for said, other in ((decision.name, decision.supplier), (decision.supplier, decision.name)):
            if _folded(said) == _folded(name):
                return _DECISION, 100.0, decision.who or "unsigned", f'decided the same as "{other}"{_signed(decision)}'
    decision, key = decisions[0], names.key(name)
    said, other = (decision.name, decision.supplier) if names.key(decision.name) == key else (decision.supplier, decision.name)
    why = f'the same as "{said}" once case, punctuation and legal form are set aside: "{key}"; '
    return _EXACT, 100.0, "", f'{why}which is decided the same as "{other}"{_signed(decision)}'


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _signed(decision: SupplierDecision) -> str:
    signed = " ".join(part for part in (decision.who, decision.when) if part)
    return (f" ({signed})" if signed else "") + (f": {decision.why}" if decision.why else "")


def _told(link: Link, subject: int, subjects: Subjects) -> str:
    """What spoke for a link, naming the other side of it."""
    if link.method is not _LIKENESS:
        return link.spoke_for
    other = subjects.key(link.other if link.one == subject else link.one)
    return f'{link.score:g}% like "{other}"' + (f": {link.spoke_for}" if link.spoke_for else "")
