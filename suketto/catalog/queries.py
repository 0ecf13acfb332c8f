"""Which service do these words mean?"""

from suketto.catalog.models import Service
from suketto.foundation.text import fold


def guess_service(text: str) -> Service | None:
    """The service whose words occur in the text; the longest word wins, and two equally long ones mean no guess."""
    folded = fold(text)
    best: list[Service] = []
    longest = 1
    for service in Service.objects.select_related("desk"):
        for word in [service.name, *service.words]:
            length = len(fold(word))
            if length < longest or fold(word) not in folded:
                continue
            if length > longest:
                best, longest = [], length
            if service not in best:
                best.append(service)
    return best[0] if len(best) == 1 else None
