"""Addresses of this app."""

from django.urls import path

from antin_server.guidance import views

app_name = "guidance"
urlpatterns = [
    path("", views.home, name="home"),
    path("huong-dan/", views.guides, name="guides"),
    path("huong-dan/<slug:slug>/", views.guide, name="guide"),
    path("bieu-mau/", views.forms, name="forms"),
    path("bieu-mau/<slug:law>.zip", views.archive, name="archive"),
    path("bieu-mau/<slug:law>/<slug:number>.docx", views.docx, name="docx"),
    path("bieu-mau/<slug:law>/<slug:number>/", views.form, name="form"),
    path("phan-mem/", views.software, name="software"),
    path("attachments/", views.attachments, name="attachments"),
    path("attachments/<path:name>", views.attachment, name="attachment"),
]
