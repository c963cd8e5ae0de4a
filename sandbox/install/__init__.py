"""The tools the sandbox needs: found on the machine, or built and installed on first use into a cache outside the checkout."""
