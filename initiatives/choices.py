"""The controlled lists of an initiative. Values are stored in documents and URLs:
they never change once used; labels may.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Audience(models.IntegerChoices):
    """Who may read it; compared with a viewer's clearance."""

    PUBLIC = 0, _("Everyone")
    MEMBERS = 1, _("Members of the hub")
    COUNCILS = 2, _("Councils only")


class Visibility(models.TextChoices):
    PUBLIC = "public", _("Everyone")
    MEMBERS = "members", _("Members of the hub")
    COUNCILS = "councils", _("Councils only")

    @property
    def audience(self) -> Audience:
        return Audience[self.name]


class Status(models.TextChoices):
    """What readers get."""

    UNPUBLISHED = "unpublished", _("Not published")
    PUBLISHED = "published", _("Published")
    ARCHIVED = "archived", _("Archived")
    REMOVED = "removed", _("Removed")


class State(models.TextChoices):
    """Where the work on a revision is."""

    DRAFT = "draft", _("Draft")
    AWAITING_CONFIRMATION = "awaiting-confirmation", _("Waiting for confirmation")
    SUBMITTED = "submitted", _("With the moderators")
    CHANGES_REQUESTED = "changes-requested", _("Changes asked for")
    DECLINED = "declined", _("Declined")
    PUBLISHED = "published", _("Published")
    SUPERSEDED = "superseded", _("Replaced by a later version")


OPEN_STATES = [
    State.DRAFT,
    State.AWAITING_CONFIRMATION,
    State.SUBMITTED,
    State.CHANGES_REQUESTED,
]
WRITING_STATES = [State.DRAFT, State.CHANGES_REQUESTED]


class Stage(models.TextChoices):
    """In brackets the service-phase and OECD words that map to each."""

    IDEA = "idea", _("Idea")  # concept
    EXPLORING = "exploring", _("Exploring")  # discovery
    PILOT = "pilot", _("Pilot")  # alpha
    ROLLING_OUT = "rolling-out", _("Rolling out")  # beta
    USUAL = "business-as-usual", _("Business as usual")  # live
    STOPPED = "stopped", _("Stopped")  # decommissioned


class Evidence(models.IntegerChoices):
    """Nesta Standards of Evidence; 0 is ours."""

    NOT_STATED = 0, _("not yet stated")
    REASONED = 1, _("says what it does and why it should work")
    CHANGE = 2, _("data shows some change, cause not shown")
    CAUSE = 3, _("cause shown with a comparison group")
    REPLICATED = 4, _("independently replicated or evaluated")
    AT_SCALE = 5, _("works elsewhere, run by others, at scale")


class Origin(models.TextChoices):
    FIRST = "first", _("First of its kind as far as we know")
    ADAPTED = "adapted", _("Adapted from another’s")
    COPY = "copy", _("Largely a copy")


class CostKnown(models.TextChoices):
    DETAILED = "detailed", _("Yes, in detail")
    ROUGH = "rough", _("Roughly")
    NO = "no", _("No")


class Basis(models.TextChoices):
    ACTUAL = "actual", _("Actual")
    ESTIMATED = "estimated", _("Estimated")


class FundingSource(models.TextChoices):
    OWN = "own-budget", _("The council’s own budget")
    GRANT = "government-grant", _("Government grant")
    PARTNER = "partner", _("A partner")
    HEALTH = "health", _("Health service")
    CHARITY = "charity", _("Charity or foundation")
    SHARED = "shared", _("Shared between councils")
    OTHER = "other", _("Other")


class Assessment(models.TextChoices):
    YES = "yes", _("Yes")
    NO = "no", _("No")
    NOT_NEEDED = "not-needed", _("Not needed")


class Reach(models.TextChoices):
    COUNCIL = "council", _("The council itself")
    AREA = "area", _("The whole area")
    GROUP = "group", _("A group of people")


class Offer(models.TextChoices):
    DOCUMENTS = "documents", _("Share documents")
    CALL = "call", _("A call")
    VISIT = "visit", _("Host a visit")
    FUNDING = "funding", _("Share funding")
    PARTNERS = "partners", _("Looking for partners before we buy")


class TextLicence(models.TextChoices):
    OGL = "ogl", _("Open Government Licence v3.0")
    CC_BY = "cc-by", _("Creative Commons Attribution 4.0")
    RESERVED = "reserved", _("All rights reserved")


class Language(models.TextChoices):
    ENGLISH = "en", _("English")
    WELSH = "cy", _("Welsh")


class Direction(models.TextChoices):
    UP = "up", _("Higher is better")
    DOWN = "down", _("Lower is better")


class Comparison(models.TextChoices):
    NONE = "none", _("None")
    BEFORE_AFTER = "before-after", _("Before and after")
    GROUP = "comparison-group", _("A comparison group")
    RANDOMISED = "randomised", _("Randomised trial")


class Frequency(models.TextChoices):
    ONE_OFF = "one-off", _("One-off")
    YEARLY = "yearly", _("Every year")


class Cash(models.TextChoices):
    """Terms of the UK Government Efficiency Framework."""

    RELEASING = "cash-releasing", _("Cash-releasing")
    NON_RELEASING = "non-cash-releasing", _("Non-cash-releasing")


class Efficiency(models.TextChoices):
    """Terms of the UK Government Efficiency Framework."""

    TECHNICAL = "technical", _("Technical: better, faster or for less")
    ALLOCATIVE = "allocative", _("Allocative: done in another way")


class Role(models.TextChoices):
    LEAD = "lead", _("Lead")
    CO_DESIGNER = "co-designer", _("Co-designer")
    DELIVERY = "delivery", _("Delivery")
    SUPPLIER = "supplier", _("Supplier")
    FUNDER = "funder", _("Funder")
    EVALUATOR = "evaluator", _("Evaluator")
    OTHER = "other", _("Other")


class EvidenceKind(models.TextChoices):
    RANDOMISED = "randomised", _("Randomised trial")
    COMPARATIVE = "comparative", _("Comparative study")
    BEFORE_AFTER = "before-after", _("Before and after figures")
    PUBLISHED = "published-evaluation", _("Published evaluation")
    UNPUBLISHED = "unpublished-data", _("Unpublished data")
    TESTIMONY = "testimony", _("What people told us")
    OTHER = "other", _("Other")


class ArtefactKind(models.TextChoices):
    BUSINESS_CASE = "business-case", _("Business case")
    COMMITTEE_REPORT = "committee-report", _("Committee report")
    SPECIFICATION = "specification", _("Specification")
    EVALUATION = "evaluation", _("Evaluation")
    DPIA = "dpia", _("Data protection impact assessment")
    EQUALITY = "equality-assessment", _("Equality impact assessment")
    JOB = "job-description", _("Job description")
    COMMS = "comms-pack", _("Communications pack")
    PROCESS = "process-map", _("Process map")
    CODE = "code", _("Code")
    DATASET = "dataset", _("Dataset")
    CONTRACT = "contract-schedule", _("Contract schedule")
    OTHER = "other", _("Other")


class UptakeStatus(models.TextChoices):
    INTERESTED = "interested", _("Interested")
    PLANNING = "planning", _("Planning")
    PILOTING = "piloting", _("Piloting")
    LIVE = "live", _("Live")
    STOPPED = "stopped", _("Stopped")
    DECIDED_AGAINST = "decided-against", _("Decided against")


class CostBand(models.TextChoices):
    """Set-up plus first year, in pounds."""

    NONE = "none", _("No cost")
    UNDER_10K = "under-10k", _("Under £10,000")
    TO_50K = "10k-50k", _("£10,000 to £50,000")
    TO_250K = "50k-250k", _("£50,000 to £250,000")
    TO_1M = "250k-1m", _("£250,000 to £1 million")
    OVER_1M = "over-1m", _("Over £1 million")
    UNKNOWN = "unknown", _("Not stated")
