"""The record that proves itself: entries, tree, checkpoints, anchors, bundles. docs/ledger.md has the bytes."""
