"""共享: the points shop, where what was earned together is handed over."""
