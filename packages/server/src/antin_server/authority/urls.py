"""Addresses of orders and of the public look-up."""

from django.urls import path

from antin_server.authority import api, views

app_name = "authority"
urlpatterns = [
    path("lenh/", views.orders, name="orders"),
    path("lenh/<str:order_id>/", views.order, name="order"),
    path("lenh/<str:order_id>/order.json", api.order_bytes, name="order-bytes"),
    path("lenh/<str:order_id>/approval", api.approval, name="approval"),
    path("chung-thu/", views.look_up, name="look-up"),
    path("chung-thu/tim/", views.search, name="search"),
    path("chung-thu/<str:serial>/", views.certificate, name="certificate"),
    path("chung-thu/<str:serial>/tai/<str:form>", views.certificate_file, name="certificate-file"),
]
