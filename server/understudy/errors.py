"""The errors a user meets: every one is told in clear lines, never as a traceback.

UnderstudyError
└── LibraryError        scenario files with mistakes; see `understudy.library`
"""


class UnderstudyError(Exception):
    """Something the user can put right. Its text says where, what, and what was expected."""
