from django_tasks import task

from suketto.notices import actions
from suketto.notices.models import Mail


@task()
def send_mail(number: int) -> None:
    actions.deliver(Mail.objects.select_related("ticket__desk").get(pk=number))
