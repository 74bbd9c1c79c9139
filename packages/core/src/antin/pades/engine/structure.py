"""What a later revision may do to the structure tree: hang new signatures in it, and nothing else.

A screen reader says what the tree holds, so every word in it is signed content. A new element Form that holds nothing
but the widget of a new signature field may be appended to an element, and the parent tree may lead to it
(ISO 32000-2 14.7; ISO 14289-1 7.18.1). Whatever else differs, an alternative text above all, is not among these.
"""

from collections.abc import Collection, Iterator, Mapping

from antin.pades.engine.tagging import FORM_ELEMENT, kids_of, next_key
from antin.pdf import Ref, Value, View, differing, entries_of, same

# Under which keys the objects of a tree stand.
UNDER_TREE = {"/StructTreeRoot", "/K", "/P", "/ParentTree", "/Nums", "/Kids", "/Ref", "/SD"}
_ROOT = {"/K", "/ParentTree", "/ParentTreeNextKey"}
_NODE = {"/Nums", "/Kids"}
_LEAF = {"/Limits", "/Nums"}
_REFERENCE = {"/Type", "/Obj", "/Pg"}


class HungSignatures:
    """Between two revisions. changed: objects before and after; appeared: numbers that were none before;
    widgets: of signature fields that are new.
    """

    def __init__(
        self, old: View, new: View, changed: Mapping[Ref, tuple[Value, Value]], appeared: Collection[int],
        widgets: Collection[Ref],
    ) -> None:
        self._old, self._new, self._changed = old, new, changed
        self._appeared, self._widgets = appeared, widgets

    def explained(self) -> Iterator[Ref]:
        """Objects of the tree whose only difference is what is appended for a new signature."""
        root = self._old.root.get("/StructTreeRoot")
        if not self._widgets or not isinstance(root, Ref) or self._new.root.get("/StructTreeRoot") != root:
            return
        for reference, (before, after) in self._changed.items():
            if isinstance(before, list) and isinstance(after, list):
                is_right = self._appends_elements(before, after, None) or self._appends_pairs(before, after) or (
                    self._appends_leaves(before, after)
                )
            elif not isinstance(before, dict) or not isinstance(after, dict):
                continue
            elif reference == root:
                is_right = self._is_root(before, after)
            elif "/S" in before and "/P" in before:
                is_right = differing(before, after) == {"/K"} and self._appends_kids(before, after, reference)
            else:
                is_right = self._is_node(before, after)
            if is_right:
                yield reference

    def _is_root(self, before: dict[str, Value], after: dict[str, Value]) -> bool:
        keys = differing(before, after)
        one, other = before.get("/ParentTree"), after.get("/ParentTree")
        if keys - _ROOT or type(after.get("/ParentTreeNextKey", 0)) is not int:
            return False
        is_same_tree = "/ParentTree" not in keys or (
            isinstance(one, dict) and isinstance(other, dict) and self._is_node(one, other)
        )
        return is_same_tree and ("/K" not in keys or self._appends_kids(before, after, self._tree))

    def _is_node(self, before: dict[str, Value], after: dict[str, Value]) -> bool:
        """A node of the parent tree that got longer."""
        keys = differing(before, after)
        lists = {key: (before.get(key, []), after.get(key)) for key in keys}
        if not keys or keys - _NODE or not all(isinstance(each, list) for pair in lists.values() for each in pair):
            return False
        return all(
            (self._appends_pairs if key == "/Nums" else self._appends_leaves)(one, other or [])
            for key, (one, other) in lists.items()
        )

    def _appends_kids(self, before: dict[str, Value], after: dict[str, Value], parent: Ref) -> bool:
        held, now = before.get("/K"), after.get("/K")
        if isinstance(held, Ref) and isinstance(self._old.get(held), list):
            return False  # an array of its own grows in its own place
        kids = now if isinstance(now, list) else []
        return self._appends_elements(kids_of(self._old, held), kids, parent)

    def _appends_elements(self, before: list[Value], after: list[Value], parent: Ref | None) -> bool:
        added = _added(before, after)
        return bool(added) and all(self._is_element(each, parent) for each in added)

    def _appends_pairs(self, before: list[Value], after: list[Value]) -> bool:
        added = _added(before, after)
        return bool(added) and self._are_pairs(added)

    def _are_pairs(self, added: list[Value]) -> bool:
        """Keys that were free, each of a widget that names it, leading to that widget's element."""
        free = next_key(self._old, self._tree)
        pairs = list(zip(added[::2], added[1::2], strict=False))
        return free is not None and len(added) % 2 == 0 and all(
            type(key) is int and key >= free and self._is_element(element, None)
            and self._new.entry(self._new.get(self._widget_of(element)), "/StructParent") == key
            for key, element in pairs
        )

    def _appends_leaves(self, before: list[Value], after: list[Value]) -> bool:
        added = _added(before, after)
        return bool(added) and all(self._is_leaf(each) for each in added)

    def _is_leaf(self, node: Value) -> bool:
        if not isinstance(node, Ref) or node.number not in self._appeared:
            return False
        entries = entries_of(self._new.get(node))
        return not entries.keys() - _LEAF and self._are_pairs(self._new.array(entries, "/Nums"))

    def _is_element(self, element: Value, parent: Ref | None) -> bool:
        """Whether it is new, and holds the widget of a new signature, and nothing else."""
        if not isinstance(element, Ref) or element.number not in self._appeared:
            return False
        entries = entries_of(self._new.get(element))
        above = entries.get("/P")
        if entries.keys() - FORM_ELEMENT or entries.get("/S") != "/Form" or (parent is not None and above != parent):
            return False
        is_below_old = isinstance(above, Ref) and above.number not in self._appeared
        return is_below_old and self._widget_of(element) in self._widgets

    def _widget_of(self, element: Ref) -> Ref:
        """The one object that an element holds; itself when it holds anything else."""
        kids = kids_of(self._new, entries_of(self._new.get(element)).get("/K"))
        held = entries_of(self._new.resolve(kids[0])) if len(kids) == 1 else {}
        is_reference = held.get("/Type") == "/OBJR" and not held.keys() - _REFERENCE
        found = held.get("/Obj") if is_reference else None
        return found if isinstance(found, Ref) else element

    @property
    def _tree(self) -> Ref:
        root: Ref = self._old.root["/StructTreeRoot"]
        return root


def _added(before: list[Value], after: list[Value]) -> list[Value]:
    """What stands behind what was there; nothing, when that is no longer as it was."""
    return after[len(before) :] if same(before, after[: len(before)]) else []
