"""Question 10 in a brief: the command that answers it, for this alliance and day."""

from __future__ import annotations

from dataclasses import replace

import foedus
from foedus.brief import html, markdown, pointer, terminal


def test_every_form_points_to_the_command() -> None:
    told = foedus.assess("csto", "2022-11-28")
    command = "foedus whatif csto --as-of 2022-11-28 --answer KGZ=force"
    assert pointer.command(told) == command
    for text in (html.render(told), markdown.render(told), " ".join(terminal.render(told, 100).split())):
        assert "What would change it?" in text and command in text


def test_of_one_member_the_command_is_of_it() -> None:
    told = foedus.assess("csto", "2022-11-28", member="ARM")
    assert pointer.command(told) == "foedus whatif csto --as-of 2022-11-28 --answer ARM=force"
    quiet = replace(told, calls=())
    assert pointer.command(quiet) == "foedus whatif csto --as-of 2022-11-28 --threat ARM=x2"


def test_without_a_hub_it_is_said_why_there_is_no_answer() -> None:
    told = replace(foedus.assess("csto", "2022-11-28"), hub=None)
    assert pointer.command(told) is None
    assert "has no hub" in pointer.lead(told)
    alone = replace(told, hub="RUS", members=tuple(it for it in told.members if it.is_hub))
    assert pointer.command(alone) is None
    assert "no other member" in pointer.lead(alone)
