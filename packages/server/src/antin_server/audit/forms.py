"""Whether what an auditor typed is well formed."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from antin_server.audit.selectors import Wanted

_VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
_DAY = _("dd/mm/yyyy, for example 25/11/2026.")


class WantedForm(forms.Form):
    """What to look for; every part may stay empty."""

    tag = forms.CharField(
        label=_("Deed begins with"), max_length=80, required=False,
        help_text=_("By its code, for example registration:case."),
    )
    actor = forms.CharField(
        label=_("Who"), max_length=80, required=False,
        help_text=_("By the code beside the name, for example person:7."),
    )
    subject = forms.CharField(
        label=_("About what begins with"), max_length=120, required=False,
        help_text=_("By its code, for example case:HS-2026."),
    )
    chain = forms.CharField(
        label=_("Process"), max_length=40, required=False,
        help_text=_("For example web or signer."),
    )
    since = forms.DateField(label=_("From day"), required=False, help_text=_DAY)
    until = forms.DateField(label=_("To day"), required=False, help_text=_DAY)

    def wanted(self) -> Wanted:
        """What was typed, as far as it is well formed."""
        good = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        until = good.get("until")
        return Wanted(
            good.get("chain", ""), good.get("tag", ""), good.get("actor", ""), good.get("subject", ""),
            _midnight(good.get("since")), _midnight(until + timedelta(days=1)) if until else None,
        )


def _midnight(day: date | None) -> datetime | None:
    return datetime.combine(day, time(), _VIETNAM) if day else None
