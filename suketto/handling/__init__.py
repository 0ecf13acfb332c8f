"""How the next contact with somebody is kept safe and correct: what they wish for themselves, and reviewed facts."""
