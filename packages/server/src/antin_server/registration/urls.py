"""Addresses of this app."""

from django.urls import path

from antin_server.registration.views import cases, files, letters, lists, requests

app_name = "registration"
urlpatterns = [
    path("ho-so/", lists.mine, name="mine"),
    path("ho-so/co-quan/", lists.of_agencies, name="agencies"),
    path("ho-so/tiep-nhan/", lists.received, name="reception"),
    path("ho-so/moi/", requests.start, name="start"),
    path("ho-so/moi/cap-moi/<slug:subject>/", requests.issue, name="issue"),
    path("ho-so/moi/thu-hoi/<slug:serial>/", requests.revoke, name="revoke"),
    path("ho-so/moi/<slug:slug>/", requests.begin, name="begin"),
    path("ho-so/cong-van/moi/", letters.prepare, name="letter_new"),
    path("ho-so/cong-van/hieu-luc/", letters.ask_effective, name="effective_new"),
    path("ho-so/cong-van/<int:letter_id>/", letters.letter, name="letter"),
    path("ho-so/cong-van/<int:letter_id>/mau/", files.letter_paper, name="letter_paper"),
    path("ho-so/cong-van/<int:letter_id>/<slug:slug>/", letters.deed, name="letter_deed"),
    path("ho-so/<slug:code>/", cases.case, name="case"),
    path("ho-so/<slug:code>/sua/", requests.edit, name="edit"),
    path("ho-so/<slug:code>/kiem-tra/", requests.review, name="review"),
    path("ho-so/<slug:code>/ban-giao/", cases.hand_over, name="hand_over"),
    path("ho-so/<slug:code>/so-dinh-danh/", cases.numbers, name="numbers"),
    path("ho-so/<slug:code>/mau/", files.request_paper, name="request_paper"),
    path("ho-so/<slug:code>/chung-thu/", files.certificates, name="certificates"),
    path("ho-so/<slug:code>/tep/", files.attach, name="attach"),
    path("ho-so/<slug:code>/tep/<int:attachment_id>/", files.attachment, name="attachment"),
    path("ho-so/<slug:code>/tep/<int:attachment_id>/xoa/", files.detach, name="detach"),
    path("ho-so/<slug:code>/viec/<slug:slug>/", cases.deed, name="deed"),
]
