"""What an organisation has adopted, word for word, and what it has made public about itself."""

from django.db import models

from bedside.desk.people.models import Person
from bedside.desk.tenancy.models import Scoped


class Adoption(Scoped):
    """A decision of the privacy officer: from now on this pack judges. The one with the largest ``seq`` is in force.

    ``document`` is the merged pack as it was read by the person who adopted it (canonical JSON), so that a later
    version of the software cannot change what an adopted pack says, and two adoptions can be compared.
    """

    pack = models.CharField(max_length=80, help_text="its label, like hipaa-baseline@2026.11")
    packs = models.JSONField(default=list, help_text="labels of all packs that were merged")
    document = models.TextField()
    digest = models.CharField(max_length=64, db_index=True, help_text="SHA-256 of the document, hex")
    source = models.TextField(blank=True, help_text="a pack of their own as it was handed in, TOML; else empty")
    adopted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    adopted_at = models.DateTimeField()
    seq = models.PositiveBigIntegerField(help_text="the entry of the record that says so; its reason is why")

    class Meta(Scoped.Meta):
        constraints = (models.UniqueConstraint(fields=["organization", "seq"], name="one_adoption_an_entry"),)

    @property
    def reference(self) -> str:
        """How addresses name it."""
        return f"adopted-{self.seq}"


class PublicFacts(Scoped):
    """What the public knows of the organisation, so that it is no finding. One row an organisation."""

    names = models.JSONField(default=list)
    addresses = models.JSONField(default=list)
    phones = models.JSONField(default=list)
    emails = models.JSONField(default=list)
    domains = models.JSONField(default=list)
    handles = models.JSONField(default=list)
    staff = models.JSONField(default=list, help_text="names beyond the people whose entry says they agreed to be named")
    state = models.CharField(max_length=2, blank=True)
    sensitive = models.JSONField(default=list)
    updated_at = models.DateTimeField()

    class Meta(Scoped.Meta):
        constraints = (models.UniqueConstraint(fields=["organization"], name="one_row_of_facts"),)
