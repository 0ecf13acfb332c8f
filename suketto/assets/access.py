"""The only door from a request to a device. What one may not see does not exist: 404."""

from django.http import Http404

from suketto.assets.models import Device


def device_for_administrator(number: int) -> Device:
    devices = Device.objects.select_related("person__department", "person__site", "site", "retired_by")
    device: Device | None = devices.filter(pk=number).first()
    if device is None:
        raise Http404
    return device
