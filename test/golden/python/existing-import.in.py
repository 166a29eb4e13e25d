import os

PASSWORD = "«s3cr3t»"
