#!/usr/bin/env python3
"""What this does.

Over lines.
"""
from __future__ import annotations

import os
import sys

PASSWORD = os.environ['DB_PASSWORD']
