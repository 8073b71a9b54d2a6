"""Benchmarks: not tests, and not collected with them. See README.md beside this file."""
