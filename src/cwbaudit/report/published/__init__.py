"""The published edition of a Report: people not named, small figures withheld so that they cannot be worked out, notes left out."""
