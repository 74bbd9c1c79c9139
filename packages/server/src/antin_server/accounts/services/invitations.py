"""The message by which somebody new chooses a password."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse

from antin_server.accounts.models import Person


def send_invitation(person: Person) -> None:
    """Write to the person. The link dies when it is used, and after PASSWORD_RESET_TIMEOUT."""
    where = {"uidb36": user_pk_to_url_str(person), "key": default_token_generator.make_token(person)}
    link = settings.ANTIN_PUBLIC_URL + reverse("account_reset_password_from_key", kwargs=where)
    text = render_to_string("accounts/invitation.txt", {
        "person": person, "link": link, "is_demo": settings.ANTIN_DEMO, "site": settings.ANTIN_PUBLIC_URL,
        "days": settings.PASSWORD_RESET_TIMEOUT // 86_400,
    })
    send_mail("Mời dùng cổng Ấn Tín / Your Ấn Tín account", text, None, [person.email])
