"""What hundreds of clients, a third of them broken, leave of a server: memory, sockets, and good answers to others."""

import argparse
import sys

from tests.soak.measures import measures
from tests.soak.soak import Plan, soak


def main() -> None:
    """Prints a line for each measure; the exit code is 1 where one does not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=300)
    parser.add_argument("--seconds", type=float, default=60.0)
    arguments = parser.parse_args()
    plan = Plan(arguments.clients, arguments.seconds, alone=arguments.seconds / 4)
    seen = measures(plan, soak(plan))
    for measure in seen:
        print(measure)
    sys.exit(not all(measure.holds for measure in seen))


if __name__ == "__main__":
    main()
