"""One torso for all tests of segmentation."""

import pytest
from torso_case import TorsoCase, make_case


@pytest.fixture(scope="session")
def case() -> TorsoCase:
    return make_case()
