"""The one process that faces the internet: aiohttp and Socket.IO, edges only.

Order of reading: `settings`, `words` (its sentences), `intake` (a message's way to the log),
`delivery` (the log's way to every client), `turns` and `rasa` (the assistant's answers), `chat`
(the professional's events), `console` and `api` (the counsellor's), `watch` (what runs beside
them), `web` (pages, headers, health), `app` (all of it put together).
"""
