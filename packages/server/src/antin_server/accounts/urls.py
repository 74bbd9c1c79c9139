"""Addresses of this app."""

from django.urls import path

from antin_server.accounts.views import agencies, me, people

app_name = "accounts"
urlpatterns = [
    path("toi/", me.me, name="me"),
    path("nguoi-dung/", people.people, name="people"),
    path("nguoi-dung/<int:person_id>/", people.person, name="person"),
    path("nguoi-dung/<int:person_id>/chuyen/", people.move, name="person_move"),
    path("nguoi-dung/<int:person_id>/vai-tro/", people.role_grant, name="role_grant"),
    path("nguoi-dung/<int:person_id>/vai-tro/<int:assignment_id>/ket-thuc/", people.role_end, name="role_end"),
    path("nguoi-dung/<int:person_id>/viec/<slug:slug>/", people.deed, name="person_deed"),
    path("co-quan/", agencies.agencies, name="agencies"),
    path("co-quan/<int:agency_id>/", agencies.agency, name="agency"),
    path("co-quan/<int:agency_id>/them-nguoi/", people.new, name="person_new"),
    path("co-quan/<int:agency_id>/them-co-quan/", agencies.new, name="agency_new"),
    path("co-quan/<int:agency_id>/doi-ten/", agencies.rename, name="agency_rename"),
    path("co-quan/<int:agency_id>/sap-nhap/", agencies.merge, name="agency_merge"),
]
