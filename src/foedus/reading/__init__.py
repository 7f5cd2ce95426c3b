"""Reading: from the text of an article to events and statements, each with its reason.

`read()` runs the stages in order; every stage is a module with plain data in and out (`foedus.reading.types`).
"""
