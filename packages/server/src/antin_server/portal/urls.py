"""Addresses of this app."""

from django.urls import path

from antin_server.portal import views

app_name = "portal"
urlpatterns = [
    path("ban-lam-viec/", views.desk, name="desk"),
    path("tim-kiem/", views.search, name="search"),
    path("ngon-ngu/", views.language, name="language"),
    path("co-chu/", views.text_size, name="text_size"),
    path("healthz", views.health, name="health"),
    path("readyz", views.ready, name="ready"),
    path("robots.txt", views.robots, name="robots"),
    path(".well-known/security.txt", views.security, name="security"),
]
