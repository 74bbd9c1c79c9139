"""Every address of the portal, by the app that answers it."""

from django.urls import include, path

urlpatterns = [
    path("tai-khoan/", include("allauth.account.urls")),
    path("tai-khoan/hai-lop/", include("allauth.mfa.urls")),
    path("", include("antin_server.accounts.urls")),
    path("", include("antin_server.audit.urls")),
    path("", include("antin_server.authority.urls")),
    path("", include("antin_server.signing.urls")),
    path("", include("antin_server.registration.urls")),
    path("", include("antin_server.first_run.urls")),
    path("", include("antin_server.portal.urls")),
    path("", include("antin_server.guidance.urls")),
]
handler400 = "antin_server.portal.views.bad_request"
handler403 = "antin_server.portal.views.forbidden"
handler404 = "antin_server.portal.views.not_found"
handler500 = "antin_server.portal.views.server_error"
handler429 = "antin_server.portal.views.too_many"  # asked for by allauth
