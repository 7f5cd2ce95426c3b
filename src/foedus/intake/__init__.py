"""Intake: texts from files, folders, mail, addresses and feeds, read by `foedus.reading`, and put into a record.

Files: `inputs` finds the texts, `feeds` takes feeds apart, `job` reads many of them side by side, `rows` makes readings into rows
of a record. What a text says is found by `foedus.reading`; nothing here reads a word.
"""
