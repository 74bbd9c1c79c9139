"""How allauth behaves here: nobody makes an account for themselves."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """People are registered by their administrator."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False
