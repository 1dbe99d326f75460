"""What content authors run: the check of everything written under data/."""
