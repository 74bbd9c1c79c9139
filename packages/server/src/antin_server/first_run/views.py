"""The first page."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from antin.errors import AntinError
from antin_server.common import clock
from antin_server.common.doors import open_to_everyone
from antin_server.common.models import Mode
from antin_server.common.speaking import said
from antin_server.first_run import selectors, services
from antin_server.first_run.forms import BeginForm


@open_to_everyone
def begin(request: HttpRequest) -> HttpResponse:
    """Asks once; afterwards there is no such page. The code of the console is what opens it."""
    if not selectors.is_waiting():
        raise Http404
    form = BeginForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _begun(form)
        except AntinError as error:
            told = said(error)
            form.add_error("code", f"{told.text} {told.hint}".strip())
        else:
            return HttpResponseRedirect(reverse("account_login"))
    return render(request, "first_run/begin.html", {"form": form}, status=422 if form.errors else 200)


def _begun(form: BeginForm) -> None:
    given = form.cleaned_data
    services.installation_begin(
        code=given["code"], mode=Mode(given["mode"]), at=clock.now(), administrator=services.Administrator(
            given["agency_name"], given["full_name"], given["email"], given["password"],
        ),
    )
