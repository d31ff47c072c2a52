"""The screens of the appraisal, by what they are about."""
