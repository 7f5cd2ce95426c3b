"""Question 9: where an alliance is going. Outcomes, base rates, hazards, scores, a back-test, and odds as of a day.

`panel` makes member-years and what was known of each; `hazard`, `reference` and `own` are three methods behind one protocol
(`methods`); `backtest` and `scores` say how good they were; `predict` gives odds from what ships (`shipped.json`) and needs the
core only. Not here: what a question says of the present (`foedus.questions`), and how odds are shown (`foedus.brief`).
"""
