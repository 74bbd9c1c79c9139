"""Addresses of this app."""

from django.urls import path

from antin_server.audit import views

app_name = "audit"
urlpatterns = [path("nhat-ky/", views.events, name="events")]
