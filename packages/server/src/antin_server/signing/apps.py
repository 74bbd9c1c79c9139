"""The app as Django knows it."""

from django.apps import AppConfig


class SigningConfig(AppConfig):
    """Label and name."""

    name = "antin_server.signing"
    label = "signing"

    def ready(self) -> None:
        """Say how long documents are kept."""
        from antin_server.common import clock
        from antin_server.common.retention import Keeping, declare
        from antin_server.signing.services import flows_expire, jobs_expire, looks_to_restore_expire

        declare(
            Keeping("signing_documents", "ANTIN_KEEP_SIGNING_DAYS", lambda before: jobs_expire(before=before)),
            Keeping(
                "looks_to_restore", "ANTIN_KEEP_SIGNING_DAYS", lambda before: looks_to_restore_expire(before=before),
            ),
            Keeping(
                "document_flows", "ANTIN_KEEP_FLOW_DAYS", lambda before: flows_expire(before=before, at=clock.now()),
            ),
        )
