"""All benchmarks, one after the other."""

from . import cost, lateness, startup

for benchmark in (cost, lateness, startup):
    benchmark.main()
