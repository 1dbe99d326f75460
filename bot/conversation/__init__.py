"""The durable log of each conversation, and whose turn it is.

Order of reading: `ids` (session secret to conversation name), `entries` (what a log line holds),
`state` (what is known of a conversation at a glance), `answers` (yes or no to the question about now, pure),
`urgency` (sticky danger, pure), `safety` (when a child's safety ends, pure), `store` (the one atomic commit),
`log` (the room's public face).
"""

from bot.conversation.entries import Entry
from bot.conversation.ids import conversation_of, fresh_session, is_session
from bot.conversation.log import ConversationLog
from bot.conversation.safety import safe_until
from bot.conversation.state import ConversationState
from bot.conversation.store import Commit, Committed, LogUnavailable, Refused, Store
from bot.conversation.urgency import Step, UrgencyState, advance

__all__ = [
    "Commit",
    "Committed",
    "ConversationLog",
    "ConversationState",
    "Entry",
    "LogUnavailable",
    "Refused",
    "Step",
    "Store",
    "UrgencyState",
    "advance",
    "conversation_of",
    "fresh_session",
    "is_session",
    "safe_until",
]
