"""Migrations of the places room."""
