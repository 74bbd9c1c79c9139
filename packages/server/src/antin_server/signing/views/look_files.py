"""All looks of an owner as one file, and back again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from antin.errors import AntinError
from antin_server.common import clock
from antin_server.common.doors import open_to_signed_in
from antin_server.common.speaking import said
from antin_server.signing import services
from antin_server.signing.errors import LooksFileGone
from antin_server.signing.forms import looks_file_sent
from antin_server.signing.types import KIND_NAMES
from antin_server.signing.views.looks import crumbs, owner_asked, query_of


@open_to_signed_in
@require_safe
def save(request: HttpRequest) -> HttpResponse:
    """The file."""
    at = clock.now()
    answer = HttpResponse(services.looks_file(owner=owner_asked(request), at=at), content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="mau-chu-ky-{at:%Y%m%d}.json"'
    answer["Cache-Control"] = "no-store"
    return answer


@open_to_signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def restore(request: HttpRequest) -> HttpResponse:
    """Choose a file; what it holds is shown next."""
    owner = owner_asked(request)
    errors = []
    if request.method == "POST":
        try:
            services.looks_restore_begin(owner=owner, data=looks_file_sent(request.FILES.get("file")), at=clock.now())
            return redirect(reverse("signing:looks-restore-review") + query_of(owner))
        except AntinError as error:
            errors = [{"anchor": "file", "text": said(error).text, "hint": said(error).hint}]
    context = {"errors": errors, "crumbs": crumbs()}
    return render(request, "signing/looks_restore.html", context, status=422 if errors else 200)


@open_to_signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest) -> HttpResponse:
    """What the file holds and what would be replaced; then taken, or thrown away."""
    owner = owner_asked(request)
    try:
        if "forget" in request.POST:
            services.looks_restore_forget(owner=owner)
            return redirect("signing:looks")
        if request.method == "POST":
            count = services.looks_restore(owner=owner, at=clock.now())
            told = ngettext("%d look was brought back.", "%d looks were brought back.", count) % count
            messages.success(request, told)
            return redirect("signing:looks")
        found = services.looks_to_restore(owner=owner, at=clock.now())
    except LooksFileGone:
        return redirect(reverse("signing:looks-restore") + query_of(owner))
    except AntinError as error:
        context = {"errors": [{"text": said(error).text, "hint": said(error).hint}], "crumbs": crumbs()}
        return render(request, "signing/looks_restore.html", context, status=409)
    context = {
        "found": [(each, KIND_NAMES[each.kind]) for each in found], "is_same": all(each.is_same for each in found),
        "crumbs": crumbs(),
    }
    return render(request, "signing/looks_restore_review.html", context)
