"""The command line: shows what `foedus.build` makes and computes nothing. One file a command."""
