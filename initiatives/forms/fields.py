"""Fields for words, names, links and choices, giving what a document holds."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from councils.models import Council
from initiatives import content
from partners.models import Partner

LETTERS_A_WORD = 6.2
FORMATTING = _(
    "Formatting: **bold**, ##\N{NO-BREAK SPACE}heading, -\N{NO-BREAK SPACE}list, "
    "[words](https://…). Web addresses become links."
)


class FlagField(forms.TypedChoiceField):
    """Yes, no, or not said."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            choices=[("", _("Not said")), ("yes", _("Yes")), ("no", _("No"))],
            required=False,
            coerce=lambda value: value == "yes",
            empty_value=None,
            **kwargs,
        )

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no", None: ""}.get(value, value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


class LongText(forms.CharField):
    """Several lines. Browsers end lines with CR LF; documents hold LF."""

    def __init__(self, *, rows: int = 3, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        # Word ends a line inside a paragraph with a vertical tab.
        typed = value.replace("\x0b", "\n") if isinstance(value, str) else value
        text: str = super().to_python(typed) or ""
        return text.replace("\r\n", "\n").replace("\r", "\n")

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(initial, self.to_python(data))


class WordsField(LongText):
    """A long text, shown as Markdown. The limit is in characters and said as about how
    many words.
    """

    def __init__(self, *, most: int, rows: int = 10, **kwargs: Any) -> None:
        words = round(most / LETTERS_A_WORD, -2)
        limit = _("At most about %(n)s words.") % {"n": f"{words:,.0f}"}
        hint = kwargs.pop("help_text", "")
        kwargs["help_text"] = f"{hint} {limit} {FORMATTING}".strip()
        super().__init__(rows=rows, max_length=most, **kwargs)


class NameField(forms.CharField):
    """Something in the hub, typed by its name; gives its code.

    `known` are the names of what the document holds already, by their codes.
    """

    known: dict[str, str] = {}

    def __init__(self, *, offered: str, **kwargs: Any) -> None:
        attrs = {"list": offered, "autocomplete": "off"}
        super().__init__(max_length=120, widget=forms.TextInput(attrs=attrs), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return self.known.get(value, value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)

    def kept(self, name: str) -> str:
        """The code that stands there already under this name, if one does."""
        return next((code for code, words in self.known.items() if words == name), "")


class CouncilField(NameField):
    """A council. What stands there already stays, even if another is called alike."""

    def clean(self, value: Any) -> str:
        name = super().clean(value)
        return self.kept(name) or (council_code(name) if name else "")


def council_code(name: str) -> str:
    """The register code of the council so called; raises ValidationError."""
    known = Council.objects.public().filter(la_code=name).first()
    if known:
        return known.la_code
    found = list(Council.objects.public().named(name)[:20])
    plain = name.strip().casefold()
    exact = [x for x in found if plain in {x.name.casefold(), x.short_name.casefold()}]
    current = [x for x in exact if x.is_current] or exact
    if len(current) == 1:
        return current[0].la_code
    if len(found) == 1:
        return found[0].la_code
    if found:
        names = ", ".join(x.name for x in found[:5])
        raise ValidationError(
            _("Which one? %(names)s"), params={"names": names}, code="ambiguous"
        )
    raise ValidationError(_("There is no council of this name in the register."))


class PartnerField(NameField):
    """A verified partner, or one that stands there already."""

    def clean(self, value: Any) -> str:
        name = super().clean(value)
        found = Partner.objects.verified().filter(name__iexact=name).first()
        slug = found.slug if found else self.kept(name)
        if name and not slug:
            raise ValidationError(
                _("There is no verified partner of this name. Use “anybody else”.")
            )
        return slug


class LinkField(forms.URLField):
    """The address of a page on the web; without a scheme it is taken for https."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 500)
        super().__init__(assume_scheme="https", **kwargs)

    def clean(self, value: Any) -> str:
        link: str = super().clean(value)
        if content.Link().problem(link):
            raise ValidationError(_("Give a link that begins with https://."))
        return link


def choice_field(of: Any, *, label: Any, radio: bool = True, **kwargs: Any) -> Any:
    """An optional choice out of one of the controlled lists."""
    kwargs.setdefault("required", False)
    choices = list(of.choices)
    if not kwargs["required"] or not radio:
        choices = [("", _("Not said")), *choices]
    if kwargs["required"] and not radio:
        choices[0] = ("", _("Choose one"))
    widget = forms.RadioSelect() if radio else forms.Select()
    return forms.ChoiceField(label=label, choices=choices, widget=widget, **kwargs)
