"""What a person must see before placing a signature: the pages with their sizes, and the fields that wait."""

from dataclasses import dataclass

from antin.pades.engine import inspect


@dataclass(frozen=True)
class PageSize:
    """Millimetres, as displayed."""

    width: float
    height: float


@dataclass(frozen=True)
class EmptyField:
    """A signature field that waits. page: from 1, 0 when it is on none. is_visible: shows an appearance."""

    name: str
    page: int
    is_visible: bool


@dataclass(frozen=True)
class Overview:
    """pages: in order; at most the first `LISTED_PAGES` are listed. page_count: all of them."""

    page_count: int
    pages: tuple[PageSize, ...]
    empty_fields: tuple[EmptyField, ...]


LISTED_PAGES = 500


def overview(pdf: bytes) -> Overview:
    """Pages and waiting fields of a file that can be opened for signing; raises as `prepare` does for the
    file.
    """
    opened = inspect(pdf)
    sizes = (geometry.size_mm for geometry in opened.page_geometries(LISTED_PAGES))
    return Overview(
        opened.pages, tuple(PageSize(round(width, 2), round(height, 2)) for width, height in sizes),
        tuple(EmptyField(name, page, is_visible) for name, page, is_visible in opened.waiting_fields()),
    )
