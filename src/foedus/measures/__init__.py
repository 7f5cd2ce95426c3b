"""Measures: numbers from plain values and arrays. They know no record, no alliance and no file."""
