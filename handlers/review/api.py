"""What other features may know of weekly reviews: what of their messages can be turned down."""

from handlers.review.rules import REMARK

TOPICS = (REMARK,)
