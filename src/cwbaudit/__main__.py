"""`python -m cwbaudit`, and the `cwbaudit` command."""

from cwbaudit.cli import main

__all__ = ["main"]

if __name__ == "__main__":
    main()
