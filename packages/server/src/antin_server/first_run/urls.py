"""Addresses of this app."""

from django.urls import path

from antin_server.first_run import views

app_name = "first_run"
urlpatterns = [path("bat-dau/", views.begin, name="begin")]
