"""Form fields drawn the same way everywhere: label, hint, box, error in words."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    field_template_name = "ui/field.html"
