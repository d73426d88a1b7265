"""The local platform: the newcomer's default, the demo, and what every dialog test talks to.

It has all a platform can have: private answers in channels, forms, changes in place, threads, pictures, files. A name
alone makes an account (``open``), since whoever can reach it is at this machine.
"""

from bot.platforms.base import Capabilities

NAME = "local"
WORKSPACE = "local"
CAPABILITIES = Capabilities(forms="line", threads=True, open=True)
