from django.urls import path, re_path

from suketto.channels.phone.views import calls, lines, push

line = r"^cti/(?P<token>[\w-]{20,80})"

urlpatterns = [
    # Exchanges are told an address and keep to it, with or without its last stroke.
    re_path(rf"{line}/contact/?$", push.contact, name="call_contact"),
    re_path(rf"{line}/?$", push.told, name="call_told"),
    path("calls/", calls.calls, name="calls"),
    path("calls/now/", calls.pop, name="calls_now"),
    path("calls/state/", calls.phone_state, name="phone_state"),
    path("calls/<int:number>/closing/", calls.close, name="close_call"),
    path("calls/promises/<int:number>/", calls.called_back, name="called_back"),
    path("house/lines/", lines.lines, name="lines"),
    path("house/lines/new/", lines.new_line, name="new_line"),
    path("house/lines/<int:number>/", lines.line, name="line"),
    path("house/lines/<int:number>/address/", lines.new_address, name="new_line_address"),
    path("house/lines/<int:number>/removal/", lines.remove_line, name="remove_line"),
    path("house/lines/<int:number>/users/", lines.users, name="line_users"),
    path("house/lines/<int:number>/trial/", lines.trial, name="line_trial"),
    path("house/lines/<int:number>/3cx.xml", lines.template, name="line_template"),
]
