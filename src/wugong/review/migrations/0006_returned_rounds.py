from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("review", "0005_earlier_plans_and_populations")]

    operations = [
        migrations.AddField(
            model_name="round",
            name="returned",
            field=models.TextField(blank=True, verbose_name="退回原因"),
        ),
    ]
