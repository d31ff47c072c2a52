from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("matters", "0004_residents")]

    operations = [
        migrations.AddField(
            model_name="evidence",
            name="shown",
            field=models.BooleanField(default=False, verbose_name="大家看得到"),
        ),
    ]
