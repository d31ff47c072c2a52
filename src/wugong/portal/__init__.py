"""Portal: the public boards, each figure's why, and the desk of those who have signed in."""
