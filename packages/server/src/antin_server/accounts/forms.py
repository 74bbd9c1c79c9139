"""Whether what was typed about people and agencies is well formed."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from allauth.account.forms import LoginForm, ResetPasswordForm
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from antin.casework.formats import CHECKS, Circumstances
from antin.casework.forms.model import FieldKind
from antin.messages import message
from antin_server.accounts.types import AGENCY_KINDS, ROLES, AgencyKind, Role
from antin_server.common.speaking import reader_language

_VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def _checked(kind: FieldKind, value: str, today: date) -> str:
    """The value as the core tidies it. Raises ValidationError, in the reader's language."""
    if not value:
        return ""
    judged = CHECKS[kind](value, Circumstances(today, settings.ANTIN_OFFICIAL_DOMAINS))
    if judged.fault:
        raise forms.ValidationError(message(judged.fault, reader_language(), **judged.said).text)
    return judged.value


class ParticularsForm(forms.Form):
    """Name, position and mobile of a person. today: the day in Vietnam."""

    full_name = forms.CharField(
        label=_("Full name"), max_length=120, help_text=_("As on the identity card, with all marks."),
    )
    position = forms.CharField(label=_("Position"), max_length=120, required=False)
    mobile = forms.CharField(
        label=_("Mobile"), max_length=20, required=False, help_text=_("10 digits, for example 0912345678."),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_full_name(self) -> str:
        return _checked(FieldKind.PERSON_NAME, self.cleaned_data["full_name"], self.today)

    def clean_mobile(self) -> str:
        return _checked(FieldKind.MOBILE, self.cleaned_data["mobile"], self.today)


class PersonForm(ParticularsForm):
    """Somebody new."""

    email = forms.EmailField(
        label=_("Official e-mail"), help_text=_("They sign in with it and receive the invitation there."),
    )
    personal_number = forms.CharField(
        label=_("Personal number"), max_length=20, required=False,
        help_text=_("12 digits. Stored encrypted; every reading is recorded."),
    )
    field_order = ("full_name", "email", "position", "mobile", "personal_number")

    def clean_email(self) -> str:
        return _checked(FieldKind.OFFICIAL_EMAIL, self.cleaned_data["email"], self.today)

    def clean_personal_number(self) -> str:
        return _checked(FieldKind.PERSONAL_NUMBER, self.cleaned_data["personal_number"], self.today)


class MoveForm(forms.Form):
    """The agency in which somebody works from now on. find: the ids of those of a name that may be chosen."""

    agency = forms.CharField(
        label=_("New agency"), max_length=255,
        help_text=_("Its full name; marks may be left out. Begin to write and choose."),
        widget=forms.TextInput(attrs={"list": "agencies", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, find: Callable[[str], Sequence[int]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.find = find

    def clean_agency(self) -> int:
        found = self.find(self.cleaned_data["agency"])
        if not found:
            raise forms.ValidationError(_("No agency that you manage has this name. Look it up under Agencies."))
        if len(found) > 1:
            raise forms.ValidationError(_("Several agencies have this name: give one of them a name of its own first."))
        return found[0]


class RoleForm(forms.Form):
    """A role in an agency. agencies: (id, name) of those that the administrator may choose."""

    role = forms.ChoiceField(
        label=_("Role"), choices=[("", _("Choose")), *((each.value, ROLES[each]) for each in Role)],
    )
    agency = forms.TypedChoiceField(label=_("In"), coerce=int)

    def __init__(self, *args: Any, agencies: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].choices = agencies  # type: ignore[attr-defined]


class AgencyForm(forms.Form):
    """A new agency."""

    name = forms.CharField(label=_("Name"), max_length=255)
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[(each.value, AGENCY_KINDS[each]) for each in AgencyKind if each is not AgencyKind.ROOT],
        help_text=_(
            "In certificates, bodies below a province stand under its people's committee. "
            "Party bodies and mass organisations, and bodies below them, do not."
        ),
    )
    code = forms.CharField(
        label=_("Identification code"), max_length=35, required=False,
        help_text=_("By Decision 20/2020, for example H01.12."),
    )
    email = forms.EmailField(label=_("E-mail"), required=False)
    address = forms.CharField(label=_("Address"), max_length=255, required=False)


class RenameForm(forms.Form):
    """What an agency is called from some day on."""

    name = forms.CharField(label=_("New name"), max_length=255)
    day = forms.DateField(
        label=_("From which day"), required=False, help_text=_("Day/month/year. Empty: from now on."),
    )

    def since(self) -> datetime | None:
        """The beginning of that day in Vietnam; None: now."""
        day = self.cleaned_data["day"]
        return datetime.combine(day, time(), _VIETNAM) if day else None


class MergeForm(forms.Form):
    """Which agency takes this one in, now."""

    successor = forms.IntegerField(
        label=_("Number of the agency that takes it in"), min_value=1,
        help_text=_("It stands on the page of that agency."),
    )
    basis = forms.CharField(label=_("Decision"), max_length=120, required=False)


class SignInForm(LoginForm):  # type: ignore[misc]  # allauth ships no types
    """Signing in, by official e-mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Official e-mail")


class NewPasswordForm(ResetPasswordForm):  # type: ignore[misc]  # allauth ships no types
    """Asking for a link to set a new password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("Official e-mail")
