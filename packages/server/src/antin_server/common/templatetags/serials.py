"""Serial numbers in templates."""

from django import template

from antin_server.common.serials import shown_serial

register = template.Library()
register.filter("serial", shown_serial)
