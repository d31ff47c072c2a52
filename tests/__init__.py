"""The tests, room by room, as the source lies; `engines` chooses the database, `settings` the haste."""
