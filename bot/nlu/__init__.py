"""Rasa pipeline components and the tracker store: the only code here that imports rasa."""
