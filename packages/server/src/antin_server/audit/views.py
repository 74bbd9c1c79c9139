"""The audit log as auditors read it."""

from collections.abc import Iterable, Mapping

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from antin.messages import catalogue, message
from antin_server.audit import selectors
from antin_server.audit.forms import WantedForm
from antin_server.audit.models import Event
from antin_server.common.doors import Permission, opens_to
from antin_server.common.naming import names_of
from antin_server.common.speaking import reader_language

PAGE = 50


@opens_to(Permission.AUDIT_READ)
@require_safe
def events(request: HttpRequest) -> HttpResponse:
    """Nhật ký: what was done, by whom and when; latest first."""
    form = WantedForm(request.GET or None)
    page = Paginator(selectors.events(form.wanted()), PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "lines": _lines(page), "form": form, "ends": selectors.chain_ends()}
    return render(request, "audit/events.html", context, status=422 if form.errors else 200)


def _lines(events: Iterable[Event]) -> list[dict[str, object]]:
    """Each event with its words; the codes it is written down with stand beside them."""
    shown = list(events)
    names = names_of(code for each in shown for code in (each.actor, each.subject))
    return [
        {"event": each, "who": _words(each.actor, names), "about": _words(each.subject, names), "deed": _deed(each.tag)}
        for each in shown
    ]


def _words(code: str, names: Mapping[str, str]) -> str:
    """The name behind a code, or what kind of thing it is; empty: nothing is known of it."""
    kind, _, number = code.partition(":")
    if code in names:
        return names[code]
    return message(f"about_{kind}", reader_language(), id=number).text if f"about_{kind}" in catalogue() else ""


def _deed(tag: str) -> str:
    text = f"did_{tag.replace(':', '_')}"
    return message(text, reader_language()).text if text in catalogue() else ""
