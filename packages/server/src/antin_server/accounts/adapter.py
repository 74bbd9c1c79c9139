"""How allauth behaves here: nobody makes an account for themselves; and which of its texts people see."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest
from django.utils.translation import gettext_noop as _

from antin_server.common.client_addresses import client_address
from antin_server.common.sealing import opened, sealed

BORROWED_TEXTS = (
    _("Password"), _("Email"), _("Email address"), _("Forgot your password?"), _("Current Password"),
    _("New Password"), _("New Password (again)"), _("Password (again)"), _("Code"), _("Authenticator code"),
    _("You must type the same password each time."),
    _("This account is currently inactive."),
    _("The email address and/or password you specified are not correct."),
    _("Please type your current password."),
    _("Incorrect code."),
    _("Incorrect password."),
    _("Invalid or expired key."),
    _("The password reset token was invalid."),
    _("Too many failed login attempts. Try again later."),
    _("Be patient, you are sending too many requests."),
    _("Use your password"),
    _("Use authenticator app or code"),
    _("You cannot deactivate two-factor authentication."),
    _("You cannot generate recovery codes without having two-factor authentication enabled."),
    _("You cannot activate two-factor authentication until you have verified your email address."),
)
"""allauth has no Vietnamese; ours stands in this app's catalogue, and naming the texts here keeps it complete."""


class ClosedAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """People are registered by their administrator."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """What attempts are counted by: behind our proxy, the address that the proxy saw."""
        return client_address(request) or "unknown"


class SealingAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """The secrets of one-time codes are sealed at rest, as personal numbers are."""

    def encrypt(self, text: str) -> str:
        """What is stored."""
        return sealed(text)

    def decrypt(self, encrypted_text: str) -> str:
        """What was stored. Raises SealBroken."""
        return opened(encrypted_text)
