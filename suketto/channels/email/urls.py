from django.urls import path

from suketto.channels.email.views import letters, mailboxes

urlpatterns = [
    path("mail/", letters.letters, name="letters"),
    path("mail/state/", letters.mail_state, name="mail_state"),
    path("mail/<int:number>/", letters.letter, name="letter"),
    path("mail/<int:number>/original/", letters.letter_file, name="letter_file"),
    path("mail/<int:number>/files/<int:index>/", letters.attached_file, name="letter_attachment"),
    path("mail/<int:number>/html/", letters.letter_html, name="letter_html"),
    path("mail/<int:number>/decision/", letters.decide, name="letter_decision"),
    path("house/mailboxes/", mailboxes.mailboxes, name="mailboxes"),
    path("house/mailboxes/new/", mailboxes.new_mailbox, name="new_mailbox"),
    path("house/mailboxes/<int:number>/", mailboxes.mailbox, name="mailbox"),
    path("house/mailboxes/<int:number>/removal/", mailboxes.remove_mailbox, name="remove_mailbox"),
]
