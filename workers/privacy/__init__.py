"""What a person takes along, and what is erased: both walk every table there is.

So every domain's rows are made known here. A worker imports the domains whose jobs it runs, and by those alone an
archive would stop at the first table of another one, and an erasure would pass it by.
"""

import core.adapters.schema  # noqa: F401 see above
