"""What people type about themselves, their place and their organisation."""

from accounts.forms.partners import PartnerForm
from accounts.forms.places import (
    ChooseCouncilForm,
    ChoosePartnerForm,
    PlaceRequestForm,
    RenewalCodeForm,
    WorkEmailForm,
)

__all__ = [
    "ChooseCouncilForm",
    "ChoosePartnerForm",
    "PartnerForm",
    "PlaceRequestForm",
    "RenewalCodeForm",
    "WorkEmailForm",
]
