"""Review: what texts read by machine change in an assessment, and what people decide of machine-read rows.

Files: `scratch` lays readings over a record, `told` finds the acts that the record holds already, `asked` makes calls and
answers of acts, `moved` compares two assessments, `withtexts` runs them; `queue` lists what is to be reviewed, `decisions` keeps
what was decided, `gold` makes gold sentences of it. It meets both `build` and `intake`, which do not know each other.
"""
