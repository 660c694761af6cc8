"""The ledger over HTTP: the API that the page and other programs use, and the page itself.

In: HTTP requests with a person's session or token.
Out: JSON of the public format and of what is asked, files, progress; decisions kept under the person's name.
Never: do what no verb of the service does; show a field to a role that may not see it; trust where a request comes from.
"""

from __future__ import annotations
