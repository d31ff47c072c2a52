"""The journal: books, accounts, entries and legs that nobody edits, balances kept with them, proofs."""
