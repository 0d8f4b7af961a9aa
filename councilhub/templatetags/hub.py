"""Template tags of the whole site."""

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.simple_block_tag
def told(content: str) -> SafeString:
    """What stands inside, for use more than once: `{% told as name %}…{% endtold %}`.

    A block can stand only once in a template, but a page's title is told to the
    browser and to whoever shares the page. Safe within an attribute too.
    """
    text = " ".join(content.split()).replace('"', "&quot;")
    return mark_safe(text)  # noqa: S308 - rendered, and so escaped, by the template
