"""The questions foedus asks of a record, one module each, in the order in which a brief answers them.

Each module offers `MEANING` and `answer(panel)`; a new question is one file and one line here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from foedus.assessment import Finding, Meaning
from foedus.questions import attention, dependence, deterrence, dissent, friction, options, promises
from foedus.questions import help as help_given
from foedus.questions.panel import Panel


class Question(NamedTuple):
    """What a question means, and the function that answers it."""

    meaning: Meaning
    answer: Callable[[Panel], list[Finding]]


QUESTIONS = tuple(
    Question(module.MEANING, module.answer)
    for module in (promises, help_given, deterrence, attention, dependence, dissent, friction, options)
)
