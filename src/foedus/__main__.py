"""`python -m foedus` is the command `foedus`."""

from foedus.cli.main import run

if __name__ == "__main__":
    run()
