"""Figures that foedus computes itself from open data, as rows of the record: agreement of votes, and ideal points by vintage.

`python -m foedus.figures FOLDER` makes those that ship. Not here: the measures themselves (`foedus.measures`), and what a
figure means for an alliance (`foedus.questions`).
"""
