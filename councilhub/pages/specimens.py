"""Made-up things for the page of components: plain, long and with much missing."""

import datetime as dt
from types import SimpleNamespace as Some
from typing import Any

from django import forms
from django.contrib.messages.constants import ERROR, SUCCESS, WARNING
from django.contrib.messages.storage.base import Message

from councilhub.markdown import render
from councils.models import Council
from initiatives.choices import Audience, CostBand, Evidence, Stage, Status
from initiatives.editing import Step
from initiatives.forms import SECTIONS
from initiatives.models import Initiative
from initiatives.reading.facts import Fact
from initiatives.reading.page import Section
from initiatives.reading.parts import Bar, Item, OutcomeView
from initiatives.search.facets import Facet, Option
from partners.models import Partner

LONG_WORD = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"
SENTENCE = (
    "Residents in flats can now hand in their food waste twice a week, and the crews "
    "know from the bins themselves which need emptying. "
)
LEEDS = Council(name="Leeds City Council", slug="leeds", pk=0)
LONG_COUNCIL = Council(
    name="Bournemouth, Christchurch and Poole Council, for " + LONG_WORD,
    slug="leeds",
    pk=0,
)
FIRM = Partner(name="Brightwater Analytics for the Public Good Ltd", slug="brightwater")


def specimens() -> dict[str, Any]:
    """The context of the page."""
    return {
        "title": "Components",
        "initiative": initiatives()[0],
        "initiatives": initiatives(),
        "words": initiatives()[1].title,
        "messages": [
            Message(SUCCESS, "Saved."),
            Message(WARNING, "One part is not answered yet."),
            Message(ERROR, f"That did not work. {SENTENCE}"),
        ],
        "form": SpecimenForm(SPOILT),
        "blank": SpecimenForm(auto_id="blank_%s"),
        "levels": [(level.value, level.label) for level in Evidence],
        "steps": [Step(s, n < 2, n == 2) for n, s in enumerate(SECTIONS)],  # noqa: PLR2004
        "page": page(),
        **results(),
    }


def initiatives() -> list[Initiative]:
    """Everything stated; all as long as it gets; next to nothing stated."""
    full = Initiative(
        pk=42, slug="specimen", title="Collect food waste on Sundays", summary=SENTENCE,
        stage=Stage.PILOT, started=dt.date(2023, 4, 1), ended=dt.date(2024, 3, 1),
        cost_band=CostBand.choices[2][0], evidence_level=2, uptake_count=1,
        lead_council=LEEDS, status=Status.PUBLISHED,
    )  # fmt: skip
    long = Initiative(
        pk=43, slug="specimen-long", title=f"{LONG_WORD} and {SENTENCE}"[:100],
        summary=(SENTENCE * 3)[:300], stage=Stage.STOPPED, started=dt.date(2019, 1, 1),
        cost_band=CostBand.choices[-2][0], evidence_level=5, uptake_count=361,
        lead_council=LONG_COUNCIL, supplied_by=FIRM, audience=Audience.COUNCILS,
        status=Status.ARCHIVED,
    )  # fmt: skip
    bare = Initiative(
        pk=44, slug="specimen-bare", title="A draft", lead_council=LEEDS,
        library_key="specimen", status=Status.REMOVED, audience=Audience.MEMBERS,
    )  # fmt: skip
    long.other_leads = ["Leeds City Council"]  # type: ignore[attr-defined]
    return [full, long, bare]


def page() -> Any:
    """What the page of an initiative is made of."""
    drawn = [
        Bar("Before, April 2023", "120 a week", 100),
        Bar("Result", "45 a week", 38),
    ]
    large = [Bar("Before", "1,234,567,890 kg", 12), Bar("Result", "£0.40", 0)]
    facts = [
        Fact("Stage", "Pilot", "until the summer"),
        Fact("Cost to set up", "£12,500", "2p a resident, estimated, 2024 prices"),
        Fact("The team offers", SENTENCE),
    ]
    return Some(
        stated=facts,
        not_stated="Cost, evidence",
        level=2,
        level_words=Evidence(2).label,
        document={"language": "en"},
        sections=[
            Section("challenge", "Challenge", render(SENTENCE)),
            Section("results", "Results", render(SENTENCE), "Only for members."),
        ],
        evidence=[Item("An evaluation", "University of Leeds, 2024", "/about/")],
        people=[Item(FIRM.name, SENTENCE), Item("Leeds City Council")],
        outcomes=[
            OutcomeView("Missed collections", "Lower is better", drawn, True, SENTENCE),
            OutcomeView(SENTENCE, "", large, False, ""),
            OutcomeView("Satisfaction", "", [], False, "No figure stated"),
        ],
    )


def results() -> dict[str, Any]:
    """Filters, chips, orders and the way to more."""
    options = [
        Option("pilot", "Pilot", 12, chosen=True, shown="12"),
        Option("long", f"{SENTENCE}{LONG_WORD}", 5000, chosen=False, shown="5,000+"),
        Option("none", "Nothing there", 0, chosen=False, shown="0"),
    ]
    query = Some(
        q="food waste", near=None, like=None, sort="best", after="", address="specimen",
        notices=["“mars” is not a nation that we know, so that filter was left out."],
    )  # fmt: skip
    return {
        "query": query,
        "facets": [
            Facet("stage", "Stage", options, [Option("x", "More", 1, False, "1")]),
            Facet("evidence", "Evidence", options),
        ],
        "chips": [Some(text="Stage: Pilot", rest=""), Some(text=SENTENCE, rest="")],
        "found": Some(
            total=5000, pks=[42], capped=True, has_words=True, is_by_words=True
        ),
        "orders": [
            Some(text="Best match", address="", current=True),
            Some(text="Newest", address="sort=newest", current=False),
        ],
        "next": "after=x",
        "more": "Show 20 more of 5,000+",
    }


class SpecimenForm(forms.Form):
    """Every kind of field."""

    title = forms.CharField(help_text="What was done, not what it was called.")
    cost = forms.IntegerField(
        help_text="Give one number, even a rough one.", widget=forms.TextInput
    )
    challenge = forms.CharField(widget=forms.Textarea, required=False)
    kind = forms.ChoiceField(choices=[("", "Choose"), ("a", SENTENCE)])
    stage = forms.ChoiceField(choices=Stage.choices, widget=forms.RadioSelect)
    offers = forms.MultipleChoiceField(
        choices=[("a", "A call"), ("b", SENTENCE)],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Tick all that are so.",
    )
    agreed = forms.BooleanField(label="I have read it", help_text=SENTENCE)


SPOILT = {"title": LONG_WORD * 2, "cost": "about twelve thousand", "offers": ["b"]}
