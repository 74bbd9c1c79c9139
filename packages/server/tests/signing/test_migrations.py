"""Documents that wait while the portal is made newer keep the place of their signature."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from antin_server.accounts.models import Person
from antin_server.signing.models import JobMark, SigningJob

from .conftest import NOW

OLD = [("signing", "0003_api_keys")]


@pytest.mark.django_db(transaction=True)
def test_a_waiting_document_gets_one_mark_where_its_signature_stands() -> None:
    executor = MigrationExecutor(connection)
    executor.migrate(OLD)
    try:
        person = Person.objects.create(email="a@b.vn", full_name="A", name_order="a", created_at=NOW)
        old = executor.loader.project_state(OLD).apps.get_model("signing", "SigningJob")
        kept = old.objects.create(
            person_id=person.pk, name="a.pdf", size=1, pages=3, created_at=NOW, file="signing/a.pdf",
            is_visible=True, page=2, x=11.5, y=22, width=33, height=44, reason="Đồng ý", signed_at=None,
        )
    finally:
        executor.loader.build_graph()
        executor.migrate(executor.loader.graph.leaf_nodes())

    mark = JobMark.objects.get(job_id=kept.pk)
    assert (mark.page, mark.x, mark.y, mark.width, mark.height) == (2, 11.5, 22, 33, 44)
    assert (mark.position, mark.kind, mark.reason, mark.signed_at) == (0, "", "Đồng ý", None)
    assert SigningJob.objects.get(pk=kept.pk).pages == 3
