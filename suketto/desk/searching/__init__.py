"""さがす: one box over tickets, people and articles. Pages of the desk; each kind of record has a file of its own."""
