import pytest
from tests.export.conftest import hostile_dataset

from comention.export import Dataset


@pytest.fixture
def hostile() -> Dataset:
    return hostile_dataset()
