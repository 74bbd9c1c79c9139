"""The links of guidance: guide:slug#anchor, form:law/number, route:app:name, plain paths, https and mail."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from django.urls import NoReverseMatch, Resolver404, resolve, reverse

from antin.casework import law_set
from antin.casework.errors import CaseworkError
from antin.errors import AntinError


class LinkUnknown(AntinError):
    """A page links to something (`target`) that does not exist: a fault of ours, found by a test."""

    code = "guidance_link_unknown"


def resolved(target: str, slugs: Iterable[str]) -> str:
    """The address of a link. Raises LinkUnknown."""
    kind, _, rest = target.partition(":")
    if kind == "guide":
        return _guide(target, rest, slugs)
    if kind == "form":
        return _form(target, rest)
    if kind == "route":
        return _route(target, rest)
    if kind in ("https", "http", "mailto"):
        return target
    if target.startswith("/"):
        return _path(target)
    if target.startswith("#"):
        return target
    raise LinkUnknown(target=target)


def _guide(target: str, rest: str, slugs: Iterable[str]) -> str:
    slug, mark, anchor = rest.partition("#")
    if slug not in slugs:
        raise LinkUnknown(target=target)
    return reverse("guidance:guide", args=[slug]) + mark + anchor


def _form(target: str, rest: str) -> str:
    law, _, number = rest.partition("/")
    try:
        law_set(law).form(number)
    except CaseworkError as error:
        raise LinkUnknown(target=target) from error
    return reverse("guidance:form", args=[law, number])


def _route(target: str, rest: str) -> str:
    try:
        return reverse(rest)
    except NoReverseMatch as error:
        raise LinkUnknown(target=target) from error


def _path(target: str) -> str:
    try:
        resolve(urlsplit(target).path)
    except Resolver404 as error:
        raise LinkUnknown(target=target) from error
    return target
