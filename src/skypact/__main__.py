"""Run the command line as `python -m skypact`."""

from skypact.cli.app import main

if __name__ == "__main__":
    main()
