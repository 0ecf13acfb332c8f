from django.urls import path

from suketto.assets import views

urlpatterns = [
    path("house/devices/", views.devices, name="devices"),
    path("house/devices/new/", views.new_device, name="new_device"),
    path("house/devices/import/", views.import_devices, name="import_devices"),
    path("house/devices/<int:number>/", views.device, name="device"),
    path("house/devices/<int:number>/holder/", views.device_holder, name="device_holder"),
    path("house/devices/<int:number>/retirement/", views.device_retirement, name="device_retirement"),
]
