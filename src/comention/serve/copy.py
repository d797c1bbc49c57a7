"""The copy of a workspace that answers are read from, so that nobody waits for a change, and no change for a reader."""

import threading
from pathlib import Path

from comention.errors import WorkspaceError
from comention.workspace.files import copied
from comention.workspace.store import Store


class Copy:
    """An open workspace that several threads may ask.

    It is a file of its own at `path`, which goes when nobody asks any more; without a path, it is in memory.
    """

    def __init__(self, store: Store, path: Path | None = None) -> None:
        self.store = store
        self._path = path
        self._lock = threading.Lock()
        self._users = 1

    @classmethod
    def of(cls, workspace: Path, path: Path) -> "Copy":
        """Copy a workspace that nobody writes to."""
        try:
            copied(workspace, path)
            return cls(Store(path, read_only=True), path)
        except WorkspaceError as error:
            path.unlink(missing_ok=True)
            raise WorkspaceError(str(error).replace(str(path), str(workspace))) from error
        except BaseException:
            path.unlink(missing_ok=True)
            raise

    def take(self) -> bool:
        """Keep it while somebody asks, if it is still there."""
        with self._lock:
            self._users += self._users > 0
            return self._users > 0

    def release(self) -> None:
        """Let go of it; the last one removes it."""
        with self._lock:
            self._users -= 1
            last = self._users == 0
        if last:
            self.store.close()
            if self._path:
                self._path.unlink(missing_ok=True)
