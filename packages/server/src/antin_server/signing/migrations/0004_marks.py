"""A document gets one signature for each of its marks: what waits or is signed keeps the one that it has."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_PLACE = ('reason', 'is_visible', 'page', 'x', 'y', 'width', 'height')
_SIGNED = ('signed_at', 'has_time_stamp', 'certificate_serial')


def give_marks(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """One mark for each document, where its signature stands."""
    job, mark = apps.get_model('signing', 'SigningJob'), apps.get_model('signing', 'JobMark')
    for each in job.objects.iterator():
        kept = {name: getattr(each, name) for name in (*_PLACE, *_SIGNED)}
        mark.objects.create(job=each, position=0, **kept)


class Migration(migrations.Migration):

    dependencies = [
        ('signing', '0003_api_keys'),
    ]

    operations = [
        migrations.AddField(
            model_name='signingjob',
            name='so_far',
            field=models.FileField(blank=True, upload_to='signing/%Y/%m'),
        ),
        migrations.CreateModel(
            name='JobMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(blank=True, max_length=20)),
                ('facts', models.JSONField(default=dict)),
                ('reason', models.CharField(blank=True, max_length=200)),
                ('is_visible', models.BooleanField(default=True)),
                ('page', models.PositiveIntegerField()),
                ('x', models.FloatField()),
                ('y', models.FloatField()),
                ('width', models.FloatField()),
                ('height', models.FloatField()),
                ('day_left', models.FloatField(null=True)),
                ('month_left', models.FloatField(null=True)),
                ('signed_at', models.DateTimeField(null=True)),
                ('has_time_stamp', models.BooleanField(default=False)),
                ('certificate_serial', models.CharField(blank=True, max_length=40)),
                ('job', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='marks', to='signing.signingjob')),
            ],
            options={
                'ordering': ('position',),
                'constraints': [models.UniqueConstraint(fields=('job', 'position'), name='signing_mark_position')],
            },
        ),
        migrations.RunPython(give_marks, migrations.RunPython.noop),
    ]
