"""A Model Context Protocol server: what foedus says, as tools for a language model, with evidence ids and sources.

Needs the extra `mcp`. Made by `foedus.mcp.server`; nothing here computes: every tool asks `foedus.build` and the stages below.
"""
