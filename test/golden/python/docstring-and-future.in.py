#!/usr/bin/env python3
"""What this does.

Over lines.
"""
from __future__ import annotations

import sys

PASSWORD = '«s3cr3t»'
