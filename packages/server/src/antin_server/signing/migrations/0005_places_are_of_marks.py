"""Where a signature stands is said by its mark; apart from the copying, as a database may not do both at once."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('signing', '0004_marks'),
    ]

    operations = [
        migrations.RemoveField(model_name='signingjob', name=each)
        for each in ('reason', 'is_visible', 'page', 'x', 'y', 'width', 'height')
    ]
