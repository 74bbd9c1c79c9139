"""The audit log as auditors read it."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from antin_server.audit import selectors
from antin_server.audit.forms import WantedForm
from antin_server.common.doors import Permission, opens_to

PAGE = 50


@opens_to(Permission.AUDIT_READ)
@require_safe
def events(request: HttpRequest) -> HttpResponse:
    """Nhật ký: what was done, by whom and when; latest first."""
    form = WantedForm(request.GET or None)
    page = Paginator(selectors.events(form.wanted()), PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "form": form, "ends": selectors.chain_ends()}
    return render(request, "audit/events.html", context, status=422 if form.errors else 200)
