"""How the many functions are chosen: by groups, without a script."""

from typing import Any

from django import forms


class GroupedCheckboxes(forms.CheckboxSelectMultiple):
    """What is chosen stands first; the rest in groups that open."""

    template_name = "initiatives/_grouped_choices.html"

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        groups = context["widget"]["optgroups"]
        context["chosen"] = [o for g in groups for o in g[1] if o["selected"]]
        context["groups"] = [
            (label, [option for option in options if not option["selected"]])
            for label, options, _place in groups
        ]
        return context
