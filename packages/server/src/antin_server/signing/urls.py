"""Addresses of signing and checking."""

from django.urls import path

from antin_server.signing import api
from antin_server.signing.views import batches, checking, documents, flow_deeds, flows, look_files, looks, signing

app_name = "signing"
urlpatterns = [
    path("kiem-tra/", checking.check, name="check"),
    path("kiem-tra/tiep/", checking.follow, name="follow"),
    path("kiem-tra/bao-cao/", checking.report, name="report"),
    path("api/v1/verify", api.verify, name="api-verify"),
    path("ky/", documents.start, name="start"),
    path("ky/nhieu/", batches.many, name="many"),
    path("ky/nhieu/bao-cao.<slug:kind>", batches.many_report, name="many-report"),
    path("ky/nhieu/da-ky.zip", batches.many_archive, name="many-archive"),
    path("ky/token/", api.agent_begin, name="agent-begin"),
    path("ky/token/<uuid:request_id>/", api.agent_state, name="agent-state"),
    path("ky/token/<uuid:request_id>/huy/", api.agent_cancel, name="agent-cancel"),
    path("ky/lay/<str:secret>/<slug:name>.pdf", api.agent_fetch, name="agent-fetch"),
    path("ky/nhan/<str:secret>/", api.agent_upload, name="agent-upload"),
    path("ky/phat-hanh/", flows.index, name="flows"),
    path("ky/phat-hanh/moi/", flows.begin, name="flow-begin"),
    path("ky/phat-hanh/<uuid:flow_id>/", flows.flow, name="flow"),
    path("ky/phat-hanh/<uuid:flow_id>/lam/", flow_deeds.act, name="flow-act"),
    path("ky/phat-hanh/<uuid:flow_id>/tra-lai/", flow_deeds.send_back, name="flow-return"),
    path("ky/phat-hanh/<uuid:flow_id>/trinh-lai/", flow_deeds.correct, name="flow-correct"),
    path("ky/phat-hanh/<uuid:flow_id>/huy/", flow_deeds.cancel, name="flow-cancel"),
    path("ky/phat-hanh/<uuid:flow_id>/nhac/", flow_deeds.remind, name="flow-remind"),
    path("ky/phat-hanh/<uuid:flow_id>/ban/<int:event_id>/", flows.download, name="flow-file"),
    path("ky/mau/", looks.looks, name="looks"),
    path("ky/mau/moi/<slug:kind>/", looks.new, name="look-new"),
    path("ky/mau/sao-luu/", look_files.save, name="looks-save"),
    path("ky/mau/khoi-phuc/", look_files.restore, name="looks-restore"),
    path("ky/mau/khoi-phuc/xem/", look_files.review, name="looks-restore-review"),
    path("ky/mau/<uuid:look_id>/", looks.look, name="look"),
    path("ky/mau/<uuid:look_id>/sua/", looks.change, name="look-change"),
    path("ky/mau/<uuid:look_id>/xoa/", looks.delete, name="look-delete"),
    path("ky/mau/<uuid:look_id>/ban/<int:number>.png", looks.picture, name="look-picture"),
    path("ky/mau/<uuid:look_id>/ban/<int:number>/", looks.bring_back, name="look-bring-back"),
    path("ky/<uuid:job_id>/", documents.place, name="place"),
    path("ky/<uuid:job_id>/xem/", documents.review, name="review"),
    path("ky/<uuid:job_id>/trang/<int:number>.png", documents.page_picture, name="page"),
    path("ky/<uuid:job_id>/ky/", signing.sign, name="sign"),
    path("ky/<uuid:job_id>/chuan-bi/", signing.prepare, name="prepare"),
    path("ky/<uuid:job_id>/hoan-tat/", signing.complete, name="complete"),
    path("ky/<uuid:job_id>/xong/", documents.done, name="done"),
    path("ky/<uuid:job_id>/luu-giu/", documents.preserve, name="preserve"),
    path("ky/<uuid:job_id>/tai-ve/", documents.download, name="download"),
    path("ky/<uuid:job_id>/xoa/", documents.drop, name="drop"),
]
