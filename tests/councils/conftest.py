import csv
import io

import pytest

from councils.register import REGISTER
from councils.register.rows import COLUMNS

BLANK = dict.fromkeys(sorted(COLUMNS), "")
KENT = BLANK | {
    "la_code": "KEN",
    "gss_code": "E10000016",
    "name": "Kent County Council",
    "short_name": "Kent",
    "slug": "kent",
    "type": "county",
    "nation": "england",
    "region": "south-east",
    "population": "1589057",
    "area": "3544",
    "urban_rural": "Urban with rural areas",
    "rural_share": "26.8",
    "email_domains": "kent.gov.uk",
}
DOVER = BLANK | {
    "la_code": "DOV",
    "gss_code": "E07000108",
    "name": "Dover District Council",
    "short_name": "Dover",
    "type": "non-metropolitan-district",
    "nation": "england",
    "region": "south-east",
    "upper_tier": "KEN",
    "neighbours": "KEN",
}


@pytest.fixture
def kent():
    return dict(KENT)


@pytest.fixture
def dover():
    return dict(DOVER)


@pytest.fixture
def register_file(tmp_path):
    """Writes rows as a register and returns its path."""

    def write(*rows, name="register.csv"):
        text = io.StringIO()
        writer = csv.DictWriter(text, BLANK, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        path = tmp_path / name
        path.write_text(text.getvalue(), "utf-8")
        return path

    return write


@pytest.fixture
def whole_register(db):
    """The register that the hub carries, loaded."""
    from councils.actions import load_register
    from councils.register import read_register

    return load_register(rows=read_register(REGISTER))
