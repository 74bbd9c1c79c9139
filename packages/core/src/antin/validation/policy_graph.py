"""Certificate policies along a path, as a graph that cannot explode (RFC 5280 6.1 as rewritten by RFC 9618).

Nodes of one depth are unique by policy, so their number and that of their edges is bounded by what the
certificates themselves list.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from antin.oids import ANY_POLICY
from antin.validation.certificate import Certificate
from antin.validation.indications import Reason
from antin.validation.policy import ValidationPolicy


@dataclass
class Node:
    """A valid_policy at its depth: policies expected of the next certificate, and parents one depth up."""

    expected: frozenset[str]
    parents: set[str] = field(default_factory=set)


class PolicyState:
    """valid_policy_graph, explicit_policy, policy_mapping and inhibit_anyPolicy of RFC 5280 6.1.2."""

    def __init__(self, policy: ValidationPolicy, length: int) -> None:
        """6.1.2 a, d, e, f for a path of `length` certificates."""
        self._initial = policy.initial_policies
        self._levels: list[dict[str, Node]] = [{ANY_POLICY: Node(frozenset({ANY_POLICY}))}]
        self._explicit = 0 if policy.explicit_policy else length + 1
        self._mapping = 0 if policy.inhibit_policy_mapping else length + 1
        self._any = 0 if policy.inhibit_any_policy else length + 1
        self._has_failed = False

    def restrict(self, policies: frozenset[str] | None) -> None:
        """Hold the user's policies to those of the trust anchor (RFC 5937 4)."""
        if policies is not None and ANY_POLICY not in policies:
            self._initial = policies if self._initial is None else self._initial & policies

    def process(self, certificate: Certificate, *, is_last: bool) -> Iterator[Reason]:
        """6.1.3 d, e, f."""
        self._levels.append(self._next_level(certificate, is_last=is_last))
        if self._explicit == 0 and not self._levels[-1] and not self._has_failed:
            self._has_failed = True
            yield Reason("policy_not_acceptable")

    def _next_level(self, certificate: Certificate, *, is_last: bool) -> dict[str, Node]:
        stated = certificate.policies or frozenset()
        expecting = self._expecting()
        level = {
            policy: Node(frozenset({policy}), set(parents))
            for policy in stated - {ANY_POLICY}
            if (parents := expecting.get(policy) or expecting.get(ANY_POLICY))  # d 1 i, ii
        }
        if ANY_POLICY in stated and (self._any > 0 or (certificate.is_self_issued and not is_last)):
            for policy, parents in expecting.items():  # d 2
                level.setdefault(policy, Node(frozenset({policy}), set(parents)))
        return level

    def _expecting(self) -> Mapping[str, set[str]]:
        """Which policies of the last level expect a policy."""
        found: dict[str, set[str]] = defaultdict(set)
        for policy, node in self._levels[-1].items():
            for expected in node.expected:
                found[expected].add(policy)
        return found

    def prepare(self, certificate: Certificate) -> Iterator[Reason]:
        """6.1.4 a, b, h, i, j: what the certificate lays down for the next one."""
        mappings = certificate.policy_mappings
        if ANY_POLICY in mappings or any(ANY_POLICY in each for each in mappings.values()):
            yield Reason("policy_mapping_to_any")  # a
        self._map(mappings)  # b
        if not certificate.is_self_issued:  # h
            self._explicit = max(self._explicit - 1, 0)
            self._mapping = max(self._mapping - 1, 0)
            self._any = max(self._any - 1, 0)
        stated = certificate.policy_constraints
        self._explicit = _lower(self._explicit, stated.require_explicit_policy)  # i 1
        self._mapping = _lower(self._mapping, stated.inhibit_policy_mapping)  # i 2
        self._any = _lower(self._any, certificate.inhibit_any_policy)  # j

    def _map(self, mappings: Mapping[str, frozenset[str]]) -> None:
        level = self._levels[-1]
        for policy, subjects in mappings.items():
            if self._mapping == 0:
                level.pop(policy, None)  # b 2
            elif policy in level:
                level[policy].expected = subjects  # b 1
            elif ANY_POLICY in level:
                level[policy] = Node(subjects, {ANY_POLICY})

    def conclude(self, certificate: Certificate) -> tuple[frozenset[str], list[Reason]]:
        """6.1.5 a, b, g: the user-constrained policies, and the fault when none is left."""
        self._explicit = max(self._explicit - 1, 0)  # a
        if certificate.policy_constraints.require_explicit_policy == 0:
            self._explicit = 0  # b
        constrained = self._for_user(self._authority_constrained())  # g
        is_refused = self._explicit == 0 and not constrained and not self._has_failed
        return constrained, [Reason("policy_not_acceptable")] if is_refused else []

    def _authority_constrained(self) -> frozenset[str]:
        """Policies that the CAs agree on, in the words of the first one (RFC 9618 5.5)."""
        self._prune()
        found = {
            policy for level in self._levels[1:] for policy, node in level.items()
            if policy != ANY_POLICY and ANY_POLICY in node.parents
        }
        return frozenset(found | ({ANY_POLICY} & self._levels[-1].keys()))

    def _prune(self) -> None:
        """Leave only nodes that lead to the last certificate (6.1.3 d 3)."""
        for upper, lower in zip(reversed(self._levels[:-1]), reversed(self._levels[1:]), strict=True):
            kept = set().union(*(node.parents for node in lower.values()))
            for policy in upper.keys() - kept:
                del upper[policy]

    def _for_user(self, authority: frozenset[str]) -> frozenset[str]:
        if self._initial is None or ANY_POLICY in self._initial:
            return authority
        return self._initial if ANY_POLICY in authority else authority & self._initial


def _lower(current: int, stated: int | None) -> int:
    return current if stated is None else min(current, stated)
