"""The pages of guidance. All are open to everyone, work without JavaScript and change nothing."""

from collections.abc import Callable
from typing import TypeVar

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from antin.casework.errors import CaseworkError
from antin_server.common.doors import open_to_everyone
from antin_server.guidance import documents, selectors

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SOFTWARE_PAGE = "phan-mem"

Made = TypeVar("Made")
Crumbs = list[tuple[str, str]]


@open_to_everyone
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The five sections of the 2020 page."""
    context = {
        "sections": selectors.sections(),
        "old_forms": selectors.form_rows("tt185_2019"),
        "programs": selectors.shelf().software,
    }
    return render(request, "guidance/home.html", context)


@open_to_everyone
@require_safe
def guides(request: HttpRequest) -> HttpResponse:
    """Every page of guidance, by section."""
    context = {
        "section": "huong-dan",
        "sections": selectors.sections(),
        "about_pages": selectors.about_pages(),
        "crumbs": _crumbs((gettext("Guidance"), "")),
    }
    return render(request, "guidance/guides.html", context)


@open_to_everyone
@require_safe
def guide(request: HttpRequest, slug: str) -> HttpResponse:
    """One page of guidance."""
    page = selectors.shelf().pages.get(slug)
    if page is None:
        raise Http404
    lead = selectors.shelf().of_section(page.section)
    context = {
        "section": "huong-dan",
        "page": page,
        "neighbours": lead,
        "old_forms": selectors.form_rows("tt185_2019") if page.has_forms_table else (),
        "groups": selectors.software_groups() if slug == SOFTWARE_PAGE else (),
        "crumbs": _crumbs((gettext("Guidance"), reverse("guidance:guides")), (page.title, "")),
    }
    return render(request, "guidance/guide.html", context)


@open_to_everyone
@require_safe
def software(request: HttpRequest) -> HttpResponse:
    """The list of programs, under the page that tells how to install safely."""
    return guide(request, SOFTWARE_PAGE)


@open_to_everyone
@require_safe
def forms(request: HttpRequest) -> HttpResponse:
    """Every form of both law sets, and the internal sheets."""
    context = {
        "section": "huong-dan",
        "current": selectors.form_rows(selectors.LAW_IN_FORCE),
        "internal": selectors.internal_rows(),
        "old_forms": selectors.form_rows("tt185_2019"),
        "crumbs": _crumbs((gettext("Forms"), "")),
    }
    return render(request, "guidance/forms.html", context)


@open_to_everyone
@require_safe
def form(request: HttpRequest, law: str, number: str) -> HttpResponse:
    """One form: what it is for, who signs it, where it goes, what took its place, and the blank."""
    row = _or_404(lambda: selectors.form_row(law, number))
    title = selectors.form_title(row)
    context = {
        "section": "huong-dan",
        "row": row,
        "title": title,
        "predecessors": selectors.predecessors(row),
        "crumbs": _crumbs((gettext("Forms"), reverse("guidance:forms")), (title, "")),
    }
    return render(request, "guidance/form.html", context)


@open_to_everyone
@require_safe
def docx(request: HttpRequest, law: str, number: str) -> HttpResponse:
    """A blank form as DOCX."""
    data = _or_404(lambda: documents.blank(law, number))
    return _file(data, DOCX, f"mau-{number.lower()}-{law}.docx")


@open_to_everyone
@require_safe
def archive(request: HttpRequest, law: str) -> HttpResponse:
    """All blank forms of a law set as ZIP."""
    return _file(_or_404(lambda: documents.archive(law)), "application/zip", f"bieu-mau-{law}.zip")


@open_to_everyone
@require_safe
def attachments(request: HttpRequest) -> HttpResponse:
    """The 20 attachments of the 2020 page."""
    context = {
        "attachments": selectors.shelf().attachments,
        "crumbs": _crumbs((gettext("Files of the 2020 page"), "")),
    }
    return render(request, "guidance/attachments.html", context)


@open_to_everyone
@require_safe
def attachment(request: HttpRequest, name: str) -> HttpResponse:
    """One attachment of the 2020 page: what it was, and what to use today."""
    found = selectors.attachment_named(name)
    if found is None:
        raise Http404
    shelf = selectors.shelf()
    context = {
        "attachment": found,
        "row": selectors.form_row(*found.form.split("/")) if found.form else None,
        "page": shelf.pages[found.guide] if found.guide else None,
        "program": next((each for each in shelf.software if each.id == found.software), None),
        "crumbs": _crumbs((gettext("Files of the 2020 page"), reverse("guidance:attachments")), (found.name, "")),
    }
    return render(request, "guidance/attachment.html", context)


def _crumbs(*places: tuple[str, str]) -> Crumbs:
    return [(reverse("guidance:home"), gettext("Home")), *((address, text) for text, address in places)]


def _or_404(make: Callable[[], Made]) -> Made:
    try:
        return make()
    except CaseworkError as error:
        raise Http404 from error


def _file(data: bytes, kind: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "public, max-age=3600"}
    return HttpResponse(data, content_type=kind, headers=headers)
