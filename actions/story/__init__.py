"""The conversation's logic in plain functions: no Redis, no gateway, no Rasa.

`topics` reads data/triage; `state` is what a conversation remembers; `heard` is one message as understood;
`answers` files an answer; `level` says how serious; `agenda` says what to ask next; `summary` builds what a
counsellor reads; `follow` puts these in order and gives the replies.
"""
