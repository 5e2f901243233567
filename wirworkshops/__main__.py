"""python -m wirworkshops: the command line tool."""

from wirworkshops.cli import main

main()
