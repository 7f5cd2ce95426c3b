"""Watching: feeds, folders and day files of event data, read as they grow, put into a record, and alerts on what moved.

Files: `guard` and `fetch` ask one address once, safely; `robots` and `pace` keep to what hosts allow; `sources` says what a
user's words mean, `poll` takes what came apart; `state` keeps everything that must outlive a kill in one SQLite file; `copies`
knows the same story told twice, `again` the same act; `ingest` reads and stores a batch, `dayfiles` event data; `rules`,
`levels` and `alerts` watch findings, `outbox` delivers; `loop` runs it all. What a text says is found by `foedus.reading`,
what follows from it by `foedus.build`: nothing here reads a word or computes a finding.
"""
