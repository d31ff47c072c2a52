"""Screens of points, by whom they are for."""
