#!/usr/bin/env python3
import os

PASSWORD = os.environ["DB_PASSWORD"]
