"""One outlook of the embedded record that several files look at."""

from __future__ import annotations

import pytest

import foedus
from foedus.whatif.outlook import Outlook
from foedus.whatif.scenario import Story

STORIES = (
    Story("As asked", "", ("answer ARM=force", "threat ARM=x2")),
    Story("Turning <away>", "Armenia & others look elsewhere.", ("outside *=+0.1@13",)),
)


@pytest.fixture(scope="session")
def outlook() -> Outlook:
    """The CSTO as of 28 November 2022, one scenario."""
    return foedus.whatif("csto", "2022-11-28", levers=STORIES[0].levers, runs=2000)


@pytest.fixture(scope="session")
def several() -> Outlook:
    """The same with two scenarios."""
    return foedus.whatif("csto", "2022-11-28", scenarios=STORIES, runs=1000, needed=())
