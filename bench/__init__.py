"""The measurements of `bin/bench`: the house under load, beside the floor of the same run. Not part of the product."""
