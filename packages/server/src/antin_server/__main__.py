"""`antin-server`: run and keep an installation."""

from antin_server.operations.commands import main

if __name__ == "__main__":
    main()
