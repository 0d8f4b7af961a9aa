import pytest

from initiatives import choices, content
from initiatives.content import FIELDS, ROWS, blank_document, problems

# The contract, field by field: what an initiative holds and the rule of each answer.
TEXTS = {
    "title": 100,
    "summary": 300,
    "lead_council": 20,
    "stage_reason": 300,
    "challenge": 8_000,
    "approach": 20_000,
    "results": 20_000,
    "what_did_not_work": 20_000,
    "advice": 20_000,
    "conditions": 20_000,
    "adaptation_note": 20_000,
    "adapted_from": 20,
    "funding_note": 300,
}
LISTS = {
    "stage": "idea exploring pilot rolling-out business-as-usual stopped",
    "what_did_not_work_visibility": "public members councils",
    "origin": "first adapted copy",
    "cost_known": "detailed rough no",
    "cost_basis": "actual estimated",
    "funding_source": (
        "own-budget government-grant partner health charity shared other"
    ),
    "dpia": "yes no not-needed",
    "equality_assessment": "yes no not-needed",
    "user_research": "yes no not-needed",
    "reach": "council area group",
    "visibility": "public members councils",
    "text_licence": "ogl cc-by reserved",
    "language": "en cy",
}
OTHERS = {
    "functions": content.Many(3),
    "themes": content.Many(5),
    "offers": content.Many(5, choices.Offer),
    "started": content.Month(),
    "ended": content.Month(),
    "months_to_first_result": content.Whole(240),
    "setup_cost": content.Amount(),
    "annual_cost": content.Amount(),
    "price_year": content.Whole(2100, 1990),
    "staff_days": content.Whole(1_000_000),
    "evidence_level": content.Whole(5, blank=0),
}
PARTS = {
    "outcomes": "measure direction unit baseline baseline_date result result_date "
    "denominator basis method comparison source",
    "savings": "amount frequency price_year cash efficiency basis "
    "confirmed_by_finance beneficiary",
    "involvements": "council partner name role brought paid",
    "evidence": "kind title url independent date",
    "artefacts": "kind title url licence redacted",
    "technologies": "product supplier contract_end",
}


def test_an_initiative_holds_exactly_the_fields_of_the_contract():
    assert set(FIELDS) == {*TEXTS, *LISTS, *OTHERS, *PARTS}


@pytest.mark.parametrize("key", TEXTS)
def test_a_text_has_the_length_of_the_contract(key):
    most = TEXTS[key]

    assert FIELDS[key].problem("ŵ" * most) == ""
    assert FIELDS[key].problem("ŵ" * (most + 1)) == f"is longer than {most} characters"


@pytest.mark.parametrize("key", LISTS)
def test_a_choice_has_the_values_of_the_contract(key):
    assert FIELDS[key].of.values == LISTS[key].split()
    assert FIELDS[key].problem("made-up") == "is not one of the list: 'made-up'"


@pytest.mark.parametrize("key", OTHERS)
def test_the_other_answers_have_the_rule_of_the_contract(key):
    assert FIELDS[key] == OTHERS[key]


@pytest.mark.parametrize("part", PARTS)
def test_a_repeating_part_has_the_fields_of_the_contract(part):
    assert list(ROWS[part]) == PARTS[part].split()


def test_what_is_needed_to_publish_are_the_seven_answers_and_the_council():
    assert list(content.NEEDED) == [
        "title",
        "summary",
        "lead_council",
        "functions",
        "stage",
        "challenge",
        "approach",
        "results",
    ]


def test_what_did_not_work_is_prompted_first():
    assert content.PROMPTED[0] == "what_did_not_work"


def test_a_blank_document_is_sound_public_english_and_open():
    document = blank_document()

    assert problems(document) == []
    assert (document["visibility"], document["language"]) == ("public", "en")
    assert document["text_licence"] == "ogl"


def test_a_field_nobody_knows_is_refused():
    with pytest.raises(KeyError):
        blank_document(colour="red")
    assert problems({**blank_document(), "colour": "red"}) == ["unknown field: colour"]


def test_a_field_that_is_missing_is_told():
    document = blank_document()
    del document["title"]

    assert problems(document) == ["title is missing"]


@pytest.mark.parametrize(
    ("rule", "value", "problem"),
    [
        (content.Text(9), None, "must be text"),
        (content.Text(9), "a\x00b", "has a NUL character"),
        (content.Text(9), "\ud83d", "has half a character"),
        (content.Text(9), "a\x0bb", "has a control character"),
        (content.Text(9), "a\tb\nc", ""),
        (content.Text(9), "<script>", ""),
        (content.Text(9), "🚲 Llŷr", ""),
        (content.Link(), "", ""),
        (content.Link(), "https://leeds.gov.uk/a?b=c", ""),
        (content.Link(), "javascript:alert(1)", "a link"),
        (content.Link(), "data:text/html,x", "a link"),
        (content.Link(), "//leeds.gov.uk", "a link"),
        (content.Link(), "https://[x", "a link"),
        (content.Link(), "https://", "a link"),
        (content.Month(), "2024-04", ""),
        (content.Month(), "2024-13", "a month"),
        (content.Month(), "202４-04", "a month"),
        (content.Month(), None, "a month"),
        (content.Whole(5), 5, ""),
        (content.Whole(5), None, ""),
        (content.Whole(5), 6, "must be from 0 to 5"),
        (content.Whole(5), True, "must be from 0 to 5"),
        (content.Whole(5), "3", "must be from 0 to 5"),
        (content.Whole(5, blank=0), False, "must be from 0 to 5"),
        (content.Amount(), None, ""),
        (content.Amount(), "999999999999.99", ""),
        (content.Amount(), "1000000000000", "number"),
        (content.Amount(), "0.001", "at most 2 decimal places"),
        (content.Amount(), "-1", "number"),
        (content.Amount(signed=True), "-1", ""),
        (content.Amount(), "1e5", "number"),
        (content.Amount(), "1_000", "number"),
        (content.Amount(), "NaN", "number"),
        (content.Amount(), "٣", "number"),
        (content.Amount(), 5, "number"),
        (content.Amount(), "9" * 5_000, "digits"),
        (content.Flag(), None, ""),
        (content.Flag(), False, ""),
        (content.Flag(), 1, "true, false or null"),
        (content.Many(2), ["a", "b"], ""),
        (content.Many(2), ["a", "a"], "at most 2 different"),
        (content.Many(2), ["a", "b", "c"], "at most 2 different"),
        (content.Many(2), "ab", "list of texts"),
        (content.Many(2, choices.Offer), ["bribe"], "'bribe'"),
    ],
)
def test_a_rule_takes_what_fits_and_says_what_does_not(rule, value, problem):
    told = rule.problem(value)

    assert problem in told
    assert bool(told) == bool(problem)


def row(**fields):
    blank = {key: field.blank for key, field in ROWS["involvements"].items()}
    return {"uid": "0123abcd", **blank, **fields}


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ([row(name="A trust")], ""),
        ([row()], "involvements: each names one council, partner or other"),
        (
            [row(name="A", council="LDS")],
            "involvements: each names one council, partner or other",
        ),
        ([row(name="A"), row(name="B")], "involvements has two rows with one uid"),
        ([row(name="A", uid="x")], "uid must be 8 to 16 hexadecimal digits"),
        ([{"uid": "0123abcd"}], "must have the keys uid, council"),
        ([row(name="A", paid="no")], "row 1: paid must be true, false or null"),
        ([row(name="A")] * 31, "involvements must be a list of at most 30 rows"),
        ("none", "involvements must be a list of at most 30 rows"),
    ],
)
def test_rows_are_checked_one_by_one(rows, problem):
    document = blank_document()
    document["involvements"] = rows

    found = problems(document)

    assert problem in found[0] if problem else found == []
