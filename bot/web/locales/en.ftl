# Words of the pages behind links of one's own.

web-page-unknown = This link is not known here. Open the one that I sent you, in full.
web-page-used = There is nothing left to do here: it is done, or its time is over.
web-page-choose = Choose one first.
web-page-send = Cast my vote
