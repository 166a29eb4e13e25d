#!/usr/bin/env python3
PASSWORD = "«s3cr3t»"
