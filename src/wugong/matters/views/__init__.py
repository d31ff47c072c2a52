"""Screens of matters, by whom they are for."""
