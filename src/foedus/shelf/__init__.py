"""The shelf: data sets that a user has downloaded or fetched, each made into a record folder that briefs read.

Files: `place` says where the shelf is and what stands on it, `fetch` downloads, `install` makes a publisher's files into a
record folder (`add`, `get`, `remove`). What a data set is and how its files are read is said in `foedus.sources`. Every brief
asks what is installed, so that only `place` is loaded with the package.
"""

from __future__ import annotations

from foedus.shelf.place import Installed, folders, installed, root

__all__ = ["Installed", "folders", "installed", "root"]
