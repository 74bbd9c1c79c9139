"""What the first page asks."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from antin_server.common.models import Mode


class BeginForm(forms.Form):
    """The code, what the installation is to be, and its administrator."""

    code = forms.CharField(
        label=gettext_lazy("One-time code"), max_length=40,
        help_text=gettext_lazy("It stands where antin-server was started."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
    mode = forms.ChoiceField(
        label=gettext_lazy("What is this installation?"),
        help_text=gettext_lazy("This cannot be changed later."),
        choices=[
            (Mode.AUTHORITY.value, gettext_lazy("A whole authority: it issues certificates itself")),
            (Mode.REGISTRATION_OFFICE.value, gettext_lazy("A registration office: it sends requests to another one")),
        ],
    )
    agency_name = forms.CharField(label=gettext_lazy("Name of the body that runs it"), max_length=255)
    full_name = forms.CharField(
        label=gettext_lazy("Full name of the administrator"), max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail of the administrator"), widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    password = forms.CharField(
        label=gettext_lazy("Password"), help_text=gettext_lazy("At least 10 characters."), max_length=200, strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}, render_value=False),
    )
    password_again = forms.CharField(
        label=gettext_lazy("The password again"), max_length=200, strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}, render_value=False),
    )

    def clean_password(self) -> str:
        """Long enough, and no word that everybody tries."""
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password

    def clean(self) -> dict[str, Any]:
        """Both passwords are one."""
        found = super().clean() or {}
        if "password" in found and found.get("password_again") != found["password"]:
            self.add_error("password_again", ValidationError(gettext_lazy("The two passwords differ.")))
        return found
