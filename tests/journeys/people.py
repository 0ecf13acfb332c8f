"""What everybody in a story signs in with."""

PASSWORD = "mado-guchi-2026-asa"
