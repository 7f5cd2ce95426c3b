"""The shelf: data sets that a user has downloaded or fetched, each made into a record folder that briefs read.

Files: `place` says where the shelf is and what stands on it, `fetch` downloads, `install` makes a publisher's files into a
record folder. What a data set is and how its files are read is said in `foedus.sources`.
"""

from __future__ import annotations

from foedus.shelf.install import add, get, remove
from foedus.shelf.place import Installed, folders, installed, root

__all__ = ["Installed", "add", "folders", "get", "installed", "remove", "root"]
