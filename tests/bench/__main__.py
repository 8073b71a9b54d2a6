"""All benchmarks, one after the other."""

from . import cost, lateness, startup, validation

for benchmark in (cost, lateness, startup, validation):
    benchmark.main()
