"""Shows an assessment: as one HTML file, Markdown, terminal text or JSON.

`html`, `markdown`, `terminal` and `jsonform` are the forms; each offers `render(assessment) -> str`. What they share
is in `words` (wording), `trace` (numbers of rows and sources) and `outline` (grouping and order). Nothing is computed
here beyond grouping, counting rows for display, and rounding; no form reads a record.
"""
