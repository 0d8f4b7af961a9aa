"""Words for templates."""

from django import template

from initiatives.reading.words import day

register = template.Library()
register.filter("day", day)
