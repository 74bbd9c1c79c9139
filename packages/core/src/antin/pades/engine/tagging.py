"""A visible signature in the structure tree of a tagged document, so that a screen reader tells it (ISO 14289-1 7.18).

The widget hangs in a new element Form at the end of the document's element, and the parent tree leads from the widget
to it (ISO 32000-2 14.7.4.4, 14.7.5). Nothing that was in the tree is changed but for what is appended.
"""

from dataclasses import dataclass

from antin.pdf import Name, Ref, Update, Value, View, entries_of, text_string

FORM_ELEMENT = {"/Type", "/S", "/P", "/Pg", "/K", "/Alt"}


@dataclass(frozen=True)
class Tree:
    """Of a document that can be extended: the root, and the element that new ones are appended to."""

    root: Ref
    parent: Ref
    next_key: int


def tree_of(view: View) -> Tree | None:
    """None: not tagged, or of a shape that is left alone."""
    root = view.root.get("/StructTreeRoot")
    marked = view.entry(view.dictionary(view.root, "/MarkInfo"), "/Marked")
    if marked is not True or not isinstance(root, Ref) or not isinstance(view.get(root), dict):
        return None
    kids = kids_of(view, entries_of(view.get(root)).get("/K"))
    key = next_key(view, root)
    if len(kids) != 1 or key is None or not isinstance(kids[0], Ref):
        return None
    return Tree(root, kids[0], key) if view.text(view.get(kids[0]), "/S") == "/Document" else None


def kids_of(view: View, value: Value) -> list[Value]:
    """What hangs below an element, of one or of many."""
    if isinstance(value, Ref) and isinstance(view.get(value), list):
        value = view.get(value)
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]


def next_key(view: View, root: Ref) -> int | None:
    """A key that the parent tree does not use yet; None: the tree is of no use."""
    entries = view.get(root)
    told = view.whole(entries, "/ParentTreeNextKey") or 0
    tree = view.dictionary(entries, "/ParentTree")
    for _ in range(32):
        numbers, below = view.array(tree, "/Nums"), view.array(tree, "/Kids")
        if numbers:
            last = view.resolve(numbers[-2]) if len(numbers) % 2 == 0 else None
            return max(told, last + 1) if type(last) is int else None
        if not below:
            return told if "/ParentTree" in entries else None
        tree = entries_of(view.resolve(below[-1]))
    return None


def tag(update: Update, view: View, tree: Tree, *, widget: Ref, page: Ref, told: str) -> None:
    """Hang a widget, which must have /StructParent tree.next_key, into the tree. told: what a screen reader says."""
    element = update.add({
        "/Type": Name("/StructElem"), "/S": Name("/Form"), "/P": tree.parent, "/Pg": page, "/Alt": text_string(told),
        "/K": {"/Type": Name("/OBJR"), "/Obj": widget, "/Pg": page},
    })
    parent = entries_of(view.get(tree.parent))
    _append(update, view, tree.parent, parent, "/K", [element])
    root = entries_of(view.get(tree.root))
    parents, key = view.dictionary(root, "/ParentTree"), tree.next_key
    changed: dict[str, Value] = {**root, "/ParentTreeNextKey": key + 1}
    if view.array(parents, "/Kids"):
        below = update.add({"/Limits": [key, key], "/Nums": [key, element]})
        grown = _grown(update, view, parents, "/Kids", [below])
    else:
        grown = _grown(update, view, parents, "/Nums", [key, element])
    held = root.get("/ParentTree")
    if isinstance(held, Ref):
        if grown is not None:
            update.write(held, grown)
    elif grown is not None:
        changed["/ParentTree"] = grown
    update.write(tree.root, changed)


def _append(update: Update, view: View, holder: Ref, entries: dict[str, Value], key: str, more: list[Value]) -> None:
    grown = _grown(update, view, entries, key, more)
    if grown is not None:
        update.write(holder, grown)


def _grown(
    update: Update, view: View, entries: dict[str, Value], key: str, more: list[Value],
) -> dict[str, Value] | None:
    """The entries with a longer array; None: the array is an object of its own, which was written."""
    held = entries.get(key)
    if isinstance(held, Ref) and isinstance(view.get(held), list):
        update.write(held, [*view.get(held), *more])
        return None
    return {**entries, key: [*kids_of(view, held), *more]}
