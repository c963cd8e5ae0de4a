"""The checks of scripts/live-checks, by what they look at."""
