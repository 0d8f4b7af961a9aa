import pytest

from councils.models import Council


@pytest.fixture(autouse=True)
def hub(topics):
    for place, (code, name) in enumerate(
        [("AAA", "Ayford"), ("BBB", "Beeford"), ("CCC", "Ceeford")], start=1
    ):
        Council.objects.create(
            la_code=code,
            name=f"{name} Council",
            short_name=name,
            slug=name.lower(),
            gss_code=f"E0700000{place}",
            type=Council.Type.DISTRICT,
            nation=Council.Nation.ENGLAND,
        )
