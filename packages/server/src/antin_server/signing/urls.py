"""Addresses of this app."""

from django.urls import URLPattern

app_name = "signing"
urlpatterns: list[URLPattern] = []
