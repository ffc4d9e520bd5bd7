"""Our own lints: rules of this house that no other tool checks. Run them all with `python -m tools.lints`.

A rule is broken on purpose by a comment on the line, or on the line above: `# lint: allow <rule> – <reason>`. The
reason is not optional, and a comment that allows nothing is itself a finding.
"""
