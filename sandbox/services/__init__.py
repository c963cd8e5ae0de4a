"""The emulated AWS services: moto for most, and our own Java program for Amazon Keyspaces."""
