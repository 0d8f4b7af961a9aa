"""Makes the hub's admin site the default one."""

from django.contrib.admin.apps import AdminConfig


class HubAdminConfig(AdminConfig):
    default_site = "councilhub.admin_site.HubAdminSite"
