"""Names that a text field offers while one types."""

from councils.models import Council
from partners.models import Partner


def names_to_offer() -> dict[str, list[str]]:
    """All current councils and verified partners, by their names."""
    return {
        "councils": list(Council.objects.current().values_list("name", flat=True)),
        "partners": list(Partner.objects.verified().values_list("name", flat=True)),
    }
