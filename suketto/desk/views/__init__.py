"""The members' pages."""
