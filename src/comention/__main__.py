"""`python -m comention` is `comention`."""

from comention.cli import main

if __name__ == "__main__":
    main()
