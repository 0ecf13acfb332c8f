"""What nobody has to remember to do here."""

from django.utils.translation import gettext_lazy as _
from django_tasks import task

from suketto.handling import actions
from suketto.jobs.schedule import every
from suketto.jobs.words import means


@every("7 * * * *")
@task()
def let_go() -> None:
    actions.let_go()


means(let_go, _("期限の過ぎた応対メモを消す"))
