"""What can go wrong for a reason that the user can mend.

    ComentionError
    ├── InputError      a document or a path cannot be read
    ├── ModelError      a spaCy pipeline cannot be loaded
    ├── SettingError    a setting, or a file of corrections, is not valid
    ├── WorkspaceError  the output folder's workspace is missing, damaged or from another version
    ├── EngineError     Spark or Java is missing, or fails
    └── ExportError     a graph cannot be written

Each message is one line that names the thing and the way out; the command line prints it as it is.
Anything else that is raised is a bug of ours.
"""


class ComentionError(Exception):
    """Base class: catch this one to catch all of them."""


class InputError(ComentionError):
    """A document or a path cannot be read."""


class ModelError(ComentionError):
    """A spaCy pipeline cannot be loaded."""


class SettingError(ComentionError):
    """A setting, or a file of corrections, is not valid."""


class WorkspaceError(ComentionError):
    """The workspace is missing, damaged or from another version."""


class EngineError(ComentionError):
    """Spark, or the Java that it needs, is missing or fails."""


class ExportError(ComentionError):
    """A graph cannot be written."""
