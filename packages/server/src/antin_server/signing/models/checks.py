"""Results of checking that wait for evidence; what they say can be read only with the secret in the visitor's page."""

from django.db import models


class OpenCheck(models.Model):
    """One upload of which something is still to be asked, kept for minutes (retention).

    id: fingerprint of the secret. source: keyed fingerprint of the address it came from. told: what was found,
    encrypted under the secret. files, octets: how many files came, and how many octets of them are kept, encrypted
    too. asking_until: somebody asks for evidence, until then at the latest. asked, answered: questions.
    """

    id = models.CharField(primary_key=True, max_length=64)
    source = models.CharField(max_length=64, db_index=True)
    begun_at = models.DateTimeField(db_index=True)
    files = models.PositiveIntegerField()
    octets = models.PositiveBigIntegerField()
    told = models.BinaryField()
    asking_until = models.DateTimeField(null=True)
    asked = models.PositiveIntegerField(default=0)
    answered = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.id
