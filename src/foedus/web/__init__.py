"""The review queue in a browser: pages made on the server, for this machine only; needs the extra `web`.

Files: `app` routes requests, `pages` makes the pages, `guard` keeps strangers out, `serve` runs the server. Decisions are those
of `foedus.review`; nothing here decides.
"""
